"""Addresses of signing in, of one's own details and of links.

allauth leads to pages by names of its own, so some pages bear two; what is not listed here is not served.
"""

from __future__ import annotations

from django.urls import path

from yhdyspinta.web.rooms.accounts import demonstration, links, own, second_factor, signing_in

_sign_in = signing_in.SignIn.as_view()
PAGES = [
    path("kirjaudu/", _sign_in, name="account_login"),
    path("kirjaudu/", _sign_in, name="account_request_login_code"),
    path("kirjaudu/", _sign_in, name="sign_in"),
    path("kirjaudu/koodi/", signing_in.WriteCode.as_view(), name="account_confirm_login_code"),
    path("kirjaudu/salasana/", signing_in.SignInByPassword.as_view(), name="sign_in_password"),
    path("kirjaudu/vahvistus/", signing_in.ShowSecondFactor.as_view(), name="mfa_authenticate"),
    path("kirjaudu/suljettu/", signing_in.inactive, name="account_inactive"),
    path("kirjaudu/ei-onnistunut/", signing_in.failed, name="sign_in_failed"),
    path("kirjaudu/uusi/<str:word>/", signing_in.newcomer, name="newcomer"),
    path("kirjaudu/ulos/", signing_in.sign_out, name="sign_out"),
    path("kirjaudu/<str:provider_id>/siirry/", signing_in.by_organisation, name="openid_connect_login"),
    path("tyotilat/", own.rooms, name="rooms"),
    path("omat/", own.own, name="own"),
    path("omat/tehtava/<int:number>/valitse/", own.choose_post, name="own_post_choose"),
    path("omat/tehtava/<int:number>/luovuta/", own.hand_over, name="own_post_hand_over"),
    path("omat/salasana/", own.password, name="own_password"),
    path("omat/tiedot.json", own.data, name="own_data"),
    path("omat/poista/", own.erase, name="own_erase"),
    path("omat/poistettu/", own.erased, name="own_erased"),
    path("omat/lahettamatta/", own.throw_away, name="own_unsent"),
    path("omat/vahvistus/", second_factor.second_factor, name="mfa_index"),
    path("omat/vahvistus/kayttoon/", second_factor.TakeIntoUse.as_view(), name="mfa_activate_totp"),
    path("omat/vahvistus/pois/", second_factor.GiveUp.as_view(), name="mfa_deactivate_totp"),
    path("omat/vahvistus/varakoodit/", second_factor.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("omat/vahvistus/varakoodit/uudet/", second_factor.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("omat/varmista/salasana/", second_factor.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("omat/varmista/koodi/", second_factor.SecondFactorAgain.as_view(), name="mfa_reauthenticate"),
    path("kokeile/", demonstration.posts, name="demonstration"),
    path("kokeile/<int:number>/", demonstration.try_as, name="demonstration_try"),
    path("linkki/<str:token>/", links.link, name="link"),
    path("linkki/<str:token>/lomake/", links.link_form, name="link_form"),
    path("linkki-kaytetty/", links.link_thanks, name="link_thanks"),
    path("yhteistyo/<str:area_id>/linkit/", links.links, name="links"),
    path("yhteistyo/<str:area_id>/linkit/<int:number>/peru/", links.withdraw, name="link_withdraw"),
]
# Registered with the organisation, so it has no language.
CALLBACKS = [path("kirjaudu/<str:provider_id>/paluu/", signing_in.organisation_answers, name="openid_connect_callback")]
