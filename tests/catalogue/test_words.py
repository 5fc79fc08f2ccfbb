"""Forms of place names: the tricky ones by hand, all of them by what must hold, and a missing one stops the check."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.words import CASES, load_words, words
from yhdyspinta.domain.errors import CuratedError, Unknown

TABLE = """
Helsinki            KU091  Helsingin            Helsingissä          Helsinkiin
Helsingin kaupunki  HVA90  Helsingin kaupungin  Helsingin kaupungissa  Helsingin kaupunkiin
Espoo               KU049  Espoon               Espoossa             Espooseen
Vantaa              KU092  Vantaan              Vantaalla            Vantaalle
Tampere             KU837  Tampereen            Tampereella          Tampereelle
Jyväskylä           KU179  Jyväskylän           Jyväskylässä         Jyväskylään
Lahti               KU398  Lahden               Lahdessa             Lahteen
Maalahti            KU475  Maalahden            Maalahdessa          Maalahteen
Kontiolahti         KU276  Kontiolahden         Kontiolahdella       Kontiolahdelle
Iisalmi             KU140  Iisalmen             Iisalmessa           Iisalmeen
Suomussalmi         KU777  Suomussalmen         Suomussalmella       Suomussalmelle
Rovaniemi           KU698  Rovaniemen           Rovaniemellä         Rovaniemelle
Seinäjoki           KU743  Seinäjoen            Seinäjoella          Seinäjoelle
Haapavesi           KU071  Haapaveden           Haapavedellä         Haapavedelle
Ii                  KU139  Iin                  Iissä                Iihin
Vihti               KU927  Vihdin               Vihdissä             Vihtiin
Hanko               KU078  Hangon               Hangossa             Hankoon
Loppi               KU433  Lopen                Lopella              Lopelle
Juuka               KU176  Juuan                Juuassa              Juukaan
Varkaus             KU915  Varkauden            Varkaudessa          Varkauteen
Alavus              KU010  Alavuden             Alavudella           Alavudelle
Kannus              KU217  Kannuksen            Kannuksessa          Kannukseen
Kangasala           KU211  Kangasalan           Kangasalla           Kangasalle
Kauniainen          KU235  Kauniaisten          Kauniaisissa         Kauniaisiin
Parainen            KU445  Paraisten            Paraisilla           Paraisille
Kaustinen           KU236  Kaustisen            Kaustisella          Kaustiselle
Virrat              KU936  Virtain              Virroilla            Virroille
Punkalaidun         KU619  Punkalaitumen        Punkalaitumella      Punkalaitumelle
Pihtipudas          KU601  Pihtiputaan          Pihtiputaalla        Pihtiputaalle
Toholampi           KU849  Toholammin           Toholammilla         Toholammille
Outokumpu           KU309  Outokummun           Outokummussa         Outokumpuun
Joensuu             KU167  Joensuun             Joensuussa           Joensuuhun
Isokyrö             KU152  Isonkyrön            Isossakyrössä        Isoonkyröön
Uusikaupunki        KU895  Uudenkaupungin       Uudessakaupungissa   Uuteenkaupunkiin
Uusikaarlepyy       KU893  Uudenkaarlepyyn      Uudessakaarlepyyssä  Uuteenkaarlepyyhyn
Koski Tl            KU284  Kosken Tl            Koskella Tl          Koskelle Tl
Pedersöre           KU599  Pedersören           Pedersöressä         Pedersöreen
Mänttä-Vilppula     KU508  Mänttä-Vilppulan     Mänttä-Vilppulassa   Mänttä-Vilppulaan
Vaala               KU785  Vaalan               Vaalassa             Vaalaan
Sottunga            KU766  Sottungan            Sottungassa          Sottungaan
Maarianhamina       KU478  Maarianhaminan       Maarianhaminassa     Maarianhaminaan
Vårdö               KU941  Vårdön               Vårdössä             Vårdöön
Uusimaa             MK01   Uudenmaan            Uudellamaalla        Uudellemaalle
Lappi               MK19   Lapin                Lapissa              Lappiin
Kanta-Häme          MK05   Kanta-Hämeen         Kanta-Hämeessä       Kanta-Hämeeseen
Keski-Suomi         MK13   Keski-Suomen         Keski-Suomessa       Keski-Suomeen
Ahvenanmaa          MK21   Ahvenanmaan          Ahvenanmaalla        Ahvenanmaalle
koko maa            SSS    koko maan            koko maassa          koko maahan
Vantaan ja Keravan hyvinvointialue  HVA04  Vantaan ja Keravan hyvinvointialueen  Vantaan ja Keravan hyvinvointialueella  Vantaan ja Keravan hyvinvointialueelle
Jyväskylän seutukunta  SK131  Jyväskylän seutukunnan  Jyväskylän seutukunnassa  Jyväskylän seutukuntaan
"""  # noqa: E501


def lines() -> list[list[str]]:
    found = []
    for line in TABLE.strip().splitlines():
        name, area, rest = re.fullmatch(r"(.*?)\s+([A-Z]+\d*)\s+(.*)", line).groups()  # type: ignore[union-attr]
        found.append([area, name, *re.split(r"\s{2,}", rest)])
    return found


@pytest.mark.parametrize(("area", "name", "genitive", "place", "to_place"), lines())
def test_tricky_names(area: str, name: str, genitive: str, place: str, to_place: str) -> None:
    found = [words().case(area, case) for case in ("nominative", "genitive", "place", "to_place")]
    assert found == [name, genitive, place, to_place]
    assert words().place(area, "fi") == place
    assert words().genitive(area) == genitive


@pytest.mark.parametrize(
    ("area", "sv", "en"),
    [
        ("KU179", "i Jyväskylä", "in Jyväskylä"),
        ("KU078", "i Hangö", "in Hanko"),
        ("KU318", "på Kökar", "in Kökar"),
        ("KU766", "i Sottunga", "in Sottunga"),
        ("KU322", "på Kimitoön", "in Kimitoön"),
        ("MK21", "på Åland", "in Åland"),
        ("HVA15", "i Mellersta Finlands välfärdsområde", "in the Central Finland wellbeing services county"),
        ("HVA90", "i Helsingfors stad", "in the City of Helsinki"),
    ],
)
def test_places_in_swedish_and_english(area: str, sv: str, en: str) -> None:
    assert words().place(area, "sv") == sv
    assert words().place(area, "en") == en


def test_every_area_has_its_name_and_its_forms() -> None:
    for area in areas().all:
        if area.kind in ("KU", "MK"):
            assert words().case(area.id, "nominative") == area.label.fi
        if area.kind in ("HVA", "YTA"):
            assert words().case(area.id, "nominative") == area.name.fi
        if area.kind not in ("KR", "KS"):
            assert all(words().case(area.id, case) for case in (*CASES, "place", "from_place", "to_place"))


def test_forms_keep_vowel_harmony_and_one_stem() -> None:
    """The endings of one name agree in their vowel, and the local cases and the genitive stand on one stem."""
    bends_inside = ("Uusi", "Uuden", "Iso", "Vähä", "Koski Tl", "Kangasala")  # Uudessakaupungissa, Koskella Tl, Kangasalla
    for area, forms in words().forms.items():
        if forms["nominative"].startswith(bends_inside) and forms["nominative"] not in ("Isojoki",):
            continue
        local = [forms[case] for case in ("inessive", "elative", "adessive", "ablative")]
        assert len({form[-1] for form in local}) == 1, area
        assert {form[:-3] for form in [*local, forms["allative"]]} == {forms["inessive"][:-3]}, area
        plural = forms["genitive"].endswith(("isten", "Virtain"))  # Kauniaisten, Kauniaisissa
        assert plural or forms["genitive"] == forms["inessive"][:-3] + "n", area


def test_unknown_areas_and_cases() -> None:
    with pytest.raises(Unknown, match="KU000"):
        words().case("KU000", "genitive")
    with pytest.raises(Unknown, match="abessive"):
        words().case("KU179", "abessive")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("KU179,Jyväskylä,Jyväskylän,", "KU179,Jyväskylä,,", "field genitive"),
        ("Jyväskylälle,inner,i Jyväskylä,", "Jyväskylälle,inner,,", "field place_sv"),
        ("Jyväskylälle,inner,i Jyväskylä,", "Jyväskylälle,inne,i Jyväskylä,", "field locative"),
        ("Jyväskylälle,inner,i Jyväskylä,", "Jyväskylälle,inner,Jyväskylä,", "field place_sv"),
        ("Jyväskylässä,Jyväskylästä", "Jyväskylästä,Jyväskylästä", "field inessive"),
        ("KU179,Jyväskylä,", "KU178,Jyväskylä,", "each area once"),
        ("KU179,Jyväskylä,", "KU999,Jyväskylä,", "an id of areas.csv"),
    ],
)
def test_a_wrong_or_missing_form_stops_the_check(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tmp_path / "words"
    shutil.copytree(CURATED / "words", folder)
    text = (folder / "places.csv").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "places.csv").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CuratedError) as error:
        load_words(areas(), folder)
    assert re.search(r"words/places\.csv, line \d+, ", str(error.value))
    assert said in str(error.value)


def test_a_missing_area_stops_the_check(tmp_path: Path) -> None:
    text = (CURATED / "words" / "places.csv").read_text(encoding="utf-8")
    (tmp_path / "places.csv").write_text(
        "".join(line for line in text.splitlines(keepends=True) if not line.startswith("KU766,")), encoding="utf-8"
    )
    with pytest.raises(CuratedError, match="a line for KU766, Sottunga"):
        load_words(areas(), tmp_path)
