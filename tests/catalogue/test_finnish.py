"""The forms of a Finnish word find one another, and other words do not."""

from __future__ import annotations

import itertools

import pytest

from yhdyspinta.catalogue import finnish
from yhdyspinta.catalogue.wordindex import WordIndex, entry, keys, tokens
from yhdyspinta.domain.text import Text

# A word a line, first as it stands in a dictionary; the grades of Iso suomen kielioppi §41–§52, all of them.
FORMS = """
kunta kunnan kuntien kunnille kuntaa kunnassa kunnat kunnalla kuntiin kuntakin kuntana kuntiensa
kaupunki kaupungin kaupungit kaupunkien kaupungeissa kaupunkiin kaupunkeja
tarve tarpeen tarpeet tarpeiden tarpeita tarvetta tarpeeseen
asukas asukkaat asukkaiden asukkaille asukasta asukkaan asukkaita
lapsi lapset lapsen lasten lapsille lapsia lasta
nuori nuoret nuorten nuorille nuoria nuoren
hyvinvointi hyvinvoinnin hyvinvointia hyvinvointiin
muutos muutoksen muutokset muutosten muutoksia muutosta muutokseen
tuki tuen tukea tuet tukien tukeen
ikä iän ikää iässä
aika ajan aikaa ajat aikoja
lupa luvan lupia luvat lupaa
katu kadun katuja kaduilla
hanke hankkeen hanketta hankkeet hankkeiden hankkeita
liikenne liikenteen liikennettä liikenteeseen
yhdyspinta yhdyspinnan yhdyspinnat yhdyspintojen yhdyspinnoilla yhdyspintoja
sopimus sopimuksen sopimukset sopimusten sopimusta
koti kodin kotien kodeissa koteja
palvelu palvelun palvelujen palveluiden palvelut palveluita palveluja palvelua
vesi veden vettä vesien
vuosi vuoden vuotta vuosien vuodet vuosia
terveys terveyden terveyttä terveyteen
koulu koulut koulujen kouluissa kouluja
eläke eläkkeen eläkkeet
raha rahan rahoja rahaa
joki joen jokea jokien
järki järjen järkeä
silta sillan siltoja sillalla
kampa kamman
rikas rikkaan rikkaat
hammas hampaan hampaat hammasta
tieto tiedon tiedot tietoja tietojen tiedoissa
opas oppaan oppaat
ilmiö ilmiön ilmiöt ilmiöiden ilmiöitä ilmiöön
työ työn töiden työtä töitä
alue alueen alueet alueiden aluetta alueella alueeseen
ehdotus ehdotuksen ehdotusta
poika pojan pojat
suku suvun
luku luvun lukuja luvut
köyhyys köyhyyden köyhyyttä
osuus osuuden osuudet osuutta
perhe perheen perheet perheiden perheille
kuntalainen kuntalaisen kuntalaiset kuntalaisten kuntalaisia kuntalaista
puhelin puhelimen puhelimet
työtön työttömän työttömät työttömien työtöntä
talous talouden taloutta talouteen
velka velan velkaa velat
virka viran virat virkoja
laki lain lakia lait lakien
jälki jäljen
toiminta toiminnan toimintaa toiminnat
kyky kyvyn kykyä
kauppa kaupan kauppoja
tulos tuloksen tulokset tulosten
ranta rannan rantoja
kieli kielen kieltä kielten
mies miehen miehet miesten
asia asian asiat asioita asioiden
ohjaaja ohjaajan ohjaajat ohjaajien
maa maan maat maita
tie tien teitä teiden
päätös päätöksen päätöstä päätökset
kehitys kehityksen kehitystä
kuljetus kuljetuksen kuljetukset
vanhus vanhuksen vanhukset vanhusten
yhteistyö yhteistyön yhteistyötä yhteistyössä
neuvola neuvolan neuvolat neuvoloiden
valmius valmiuden valmiutta
käsi käden kättä
kansi kannen
ruoka ruoan ruokaa
apu avun apua
haku haun hakuja
rakennus rakennuksen rakennukset
liite liitteen liitteet
oikeus oikeuden oikeutta
ääni äänen ääntä äänet
kalusto kaluston kalustot
kangas kankaan kankaat
väestö väestön väestöä
lautakunta lautakunnan lautakunnat
uusi uuden uutta uudet
tila tilan tilat tiloja
päivä päivän päiviä päivät
sänky sängyn sänkyjä
kylki kyljen kylkiä
parta parran partoja
pelto pellon peltoja
ehto ehdon ehtoja ehdoissa
leipä leivän leipää
"""
TABLE = [line.split() for line in FORMS.split("\n") if line]
# What typing without dots cannot tell apart.
ALIKE = {("katu", "käsi")}


def test_the_table_is_long_enough():
    assert len(TABLE) >= 60
    assert sum(map(len, TABLE)) >= 360


@pytest.mark.parametrize("forms", TABLE, ids=lambda forms: forms[0])
def test_every_form_finds_the_word_and_the_word_every_form(forms):
    for form in forms:
        assert finnish.keys(forms[0]) & finnish.keys(form), form
        assert finnish.keys(form.upper()) == finnish.keys(form)


def test_no_word_of_the_table_is_taken_for_another():
    taken = {
        (one[0], other[0])
        for one, other in itertools.combinations(TABLE, 2)
        if any(finnish.keys(form) & finnish.keys(word) for form in one for word in other)
    }
    assert taken == ALIKE


@pytest.mark.parametrize("word", ["", "a", "ta", "ssa", "nen", "kin", "123", "ÄÄ", "y", "kk", "iän", "ä" * 400, "ssa" * 100])
def test_odd_words_have_keys_when_they_have_letters(word):
    assert all(finnish.keys(word)) or not word
    assert (word == "") or finnish.keys(word)


def test_words_of_other_languages_are_stemmed_and_a_slip_finds_the_nearest():
    assert keys("kommunernas", "sv") & keys("kommun", "sv")
    assert keys("municipalities", "en") & keys("municipality", "en")
    index = WordIndex(
        [
            entry("need", 1, [Text("Kuinka monta nuorta jää ilman koulutuspaikkaa kunnissa?")], []),
            entry("need", 2, [Text("Miten ikäihmisten palvelut toimivat?")], [Text("Kaupungin päätös")]),
        ]
    )
    assert [hit.id for hit in index.hits(tokens("kunta"))] == [1]
    assert [hit.id for hit in index.hits(tokens("nuoret"))] == [1]
    assert [hit.id for hit in index.hits(tokens("kaupungit"))] == [2]
    assert [hit.id for hit in index.hits(tokens("kouluutuspaikat"))] == [1]
    assert index.hits(tokens("perunamuusi")) == []
    assert index.hits(tokens("ja")) == []
