"""Parcel numbers of the carriers, with their check digits (La Poste V0713-5 ch. 5.1, UPU S10, ISO 7064 mod 37/36)."""

from tools.samples.dice import Dice

ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WAREHOUSE_ROUTE = "0095700"
"""The seven characters of the destination's postcode in a Geopost code: the warehouse of the demonstration."""

_CARRIERS: dict[str, tuple[tuple[str, int], ...]] = {
    "FR": (("colissimo", 62), ("chronopost", 22), ("dpd", 16)),
    "DE": (("dpd", 60), ("geopost", 40)),
    "IT": (("poste_italiane", 45), ("dpd", 30), ("geopost", 25)),
    "ES": (("correos", 45), ("dpd", 30), ("geopost", 25)),
    "BE": (("bpost", 55), ("dpd", 45)),
    "NL": (("postnl", 55), ("dpd", 45)),
}
_S10_COUNTRY = {"poste_italiane": "IT", "correos": "ES", "bpost": "BE", "postnl": "NL"}
_S10_SERVICES = ("CP", "CE", "CQ", "CX")


def mod10(digits: str) -> str:
    """Weights 3, 1 from the right."""
    return str(-sum(int(d) * (1 if i % 2 else 3) for i, d in enumerate(reversed(digits))) % 10)


def mod37_36(text: str) -> str:
    """ISO 7064 hybrid system, over 0-9 A-Z."""
    product = 36
    for character in text:
        total = (product + ALNUM.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALNUM[(37 - product) % 36]


def s10_check(digits: str) -> str:
    """Over the eight figures of an S10 number."""
    check = 11 - sum(int(d) * w for d, w in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    return {10: "0", 11: "5"}.get(check, str(check))


def colissimo(digits: str) -> str:
    """A return label: 8R, ten figures, check digit."""
    return f"8R{digits}{mod10(digits)}"


def s10(service: str, digits: str, country: str) -> str:
    return f"{service}{digits}{s10_check(digits)}{country}"


def dpd(digits: str) -> str:
    """The short form of Pickup counters: fourteen figures and the check character."""
    return digits + mod37_36(digits)


def geopost(digits: str) -> str:
    """The routing bars: `%`, postcode, parcel, service, country (250: France). Their check character is print only."""
    return f"%{WAREHOUSE_ROUTE}{digits}327250"


def make_parcel(dice: Dice, country: str) -> dict[str, str]:
    """A parcel sent from `country`, as the wire declares it."""
    carrier = dice.weighted(_CARRIERS[country])
    match carrier:
        case "colissimo":
            code = colissimo(f"41{dice.digits(8)}")
        case "chronopost":
            code = s10("X" + dice.one_of("NPRSY"), dice.digits(8), "FR")
        case "dpd":
            code = dpd(f"09{dice.digits(2)}0{dice.digits(9)}")
        case "geopost":
            code = geopost(f"15{dice.digits(12)}")
        case _:
            code = s10(dice.one_of(_S10_SERVICES), dice.digits(8), _S10_COUNTRY[carrier])
    return {"code": code, "carrier": carrier}
