from __future__ import annotations

from ptce_map.adopt.uniting import choices, usual_spellings


def test_words_are_spelt_as_most_of_their_letters_are() -> None:
    assert usual_spellings(["OUI", "Oui", "Oui", "non"]) == {"oui": "Oui", "non": "non"}
    assert usual_spellings(["BIO", "BIO", "Bio", "bio", "ESS"]) == {"bio": "Bio", "ess": "ESS"}
    assert choices(["OUI", "Oui", "Oui", "non"], "") == {"oui": "Oui", "non": "non"}
    assert choices(["Oui", "non"], "") == {}
    assert choices([f"texte {n}" for n in range(50)] + ["TEXTE 1"], "") == {}
