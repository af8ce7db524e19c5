#!/usr/bin/env python3
"""Writes a project of any size for benches: the same seed gives the same files.

    generate.py DIR --partners 10000 [--profile pages|kits|gradient|photos] [--seed 1]

`pages`:    landings in full, a shared banner: what scale is measured on.
`kits`:     personal photo banners in twelve sizes and three letters for every partner.
`gradient`: the same banners without a photo.
`photos`:   a hundred products, each with a photo of its own.
"""

import argparse
import random
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "content" / "images"

COMPANY = """\
name: Birch & Bow
url: https://birch-and-bow.example
landing_domain: handmade-bows.example
media_domain: media.handmade-bows.example
portal_domain: partners.birch-and-bow.example
currency: EUR
locales: [en, de]
time_zone: Europe/Berlin
brand: {primary: "#1D4E68", accent: "#D9572B"}
legal:
  name: Birch & Bow GmbH
  address: [Birkenweg 3, 24103 Kiel, Germany]
  email: hello@birch-and-bow.example
  represented_by: Anna Birch
links:
  privacy: https://birch-and-bow.example/privacy
  imprint: https://birch-and-bow.example/imprint
portal: {salt: bench-salt-0001}
"""

PROGRAM = """\
name: Friends of the workshop
summary: For people whose readers love well-made things.
terms:
  - from: 2026-01-01
    cookie_days: 45
    rules:
      - {event: sale, rate: 12 %}
"""

PRODUCTS = [
    ("walnut", "Walnut Bow", "49.00 EUR", "A bow of walnut and yew, tillered by hand."),
    ("ash", "Ash Bow", "39.00 EUR", "Light and quick, the first bow for most people."),
    ("course", "Weekend Course", "189.00 EUR", "Two days at the bench; you take your own bow home."),
]

FIRST = "Anna Bela Carl Dora Emil Fina Gero Hanna Ines Jan Klara Lars Mona Nils Olga Paul Rosa Sven Tilda Udo Vera Willi".split()
SECOND = "Ahorn Birke Buche Eiche Erle Esche Fichte Hasel Kiefer Linde Pappel Tanne Ulme Weide".split()


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def partners(count, seed):
    pick = random.Random(seed)
    rows = ["id,name,email,status,locales,ref"]
    for number in range(count):
        first, second = pick.choice(FIRST), pick.choice(SECOND)
        name = f"{first} {second} {number}"
        mail = f"{first}.{second}.{number}@partner.example".lower()
        rows.append(f"p{number:05},{name},{mail},active,{pick.choice(('en', 'de'))},{10000 + number}")
    return "\n".join(rows) + "\n"


LETTERS = {
    "first": ("A bow of your own", "designed", "I have been shooting with a bow by {{ company.name }} for a year, and I would not go back."),
    "second": ("What it costs", "designed", "A walnut bow is {{ prices.walnut }}, and it is tillered by hand.\n\n- made to order\n- sent in two weeks"),
    "third": ("Did you try it?", "plain", "Last week I wrote to you about the bows. Here is the link again."),
}


def creative(profile):
    who = "{{ partner.name }}: " if profile in ("kits", "gradient") else ""
    text = f'headline: "{who}made to be drawn"\nline: Two people, one bench\ncta: See the bows\n'
    personal = "personal: true\n" if who else ""
    photo = "layout: photo\npicture: images/coffee.jpg\nalt: A cup beside the bench\n"
    return text + personal + ("layout: split\n" if profile == "gradient" else photo)


def letter(subject, style, body):
    return (
        f"---\nsubject: {subject}\nstyle: {style}\ncta: See the bows\n"
        f'signature: "{{{{ partner.name }}}}"\n---\n\nHello [[first_name]],\n\n{body}\n'
    )


def photos(content):
    """The same photo a hundred times, each file a little different."""
    photo = (SAMPLE / "coffee.jpg").read_bytes()
    for number in range(100):
        (content / "images" / f"photo{number:03}.jpg").write_bytes(photo + b"%03d" % number)
        product = f"name: Bow {number}\nprice: {20 + number}.00 EUR\nurl: https://birch-and-bow.example/{number}\n"
        write(content / "products" / f"bow{number:03}.yaml", product + f"picture: images/photo{number:03}.jpg\nalt: A bow\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--partners", type=int, default=100)
    arguments.add_argument("--profile", choices=("pages", "kits", "gradient", "photos"), default="pages")
    arguments.add_argument("--seed", type=int, default=1)
    wanted = arguments.parse_args()
    content = wanted.folder / "content"
    if content.exists():
        shutil.rmtree(content)
    write(content / "company.yaml", COMPANY)
    write(content / "programs" / "friends.yaml", PROGRAM)
    for ident, name, price, summary in PRODUCTS:
        write(content / "products" / f"{ident}.yaml", f"name: {name}\nprice: {price}\nurl: https://birch-and-bow.example/{ident}\nsummary: {summary}\n")
    write(content / "partners.csv", partners(wanted.partners, wanted.seed))
    (content / "images").mkdir()
    shutil.copy(SAMPLE / "coffee.jpg", content / "images" / "coffee.jpg")
    write(content / "creatives" / "drawn.yaml", creative(wanted.profile))
    if wanted.profile == "kits":
        for ident, parts in LETTERS.items():
            write(content / "emails" / f"{ident}.md", letter(*parts))
    if wanted.profile == "photos":
        photos(content)


if __name__ == "__main__":
    main()
