"""The same site as `hugo.py` for Zola: a Markdown file for each partner."""

import csv
import json
from pathlib import Path

from hugo import COMPANY, PRODUCTS, STYLE_LINES, WORDS, write

CONFIG = """\
base_url = "https://handmade-bows.example"
title = "Birch & Bow"
generate_feeds = false
generate_sitemap = false
generate_robots_txt = false
"""

PAGE = """\
{% import "parts.html" as parts -%}
{% set data = load_data(path="data.json") -%}
{% set words = data.words -%}
{% set ref = page.extra.ref -%}
<!DOCTYPE html>
<html lang="{{ page.extra.locale }}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ words.title }} – {{ config.title }}</title>
<meta name="description" content="{{ words.lead }}"><meta name="robots" content="noindex, follow">
<style>{% include "style.html" %}</style>
<meta property="og:title" content="{{ words.title }}"><meta property="og:url" content="{{ page.permalink | safe }}">
<script type="application/ld+json">{{ data.products | json_encode | safe }}</script>
</head>
<body class="landing">
<header class="top"><p class="top__brand">{{ config.title }}</p></header>
<main id="main">
<section class="hero"><h1>{{ words.title }}</h1><p class="lead">{{ words.lead }}</p>
<p class="disclosure">{{ words.disclosure | replace(from="%s", to=page.title) }}</p>
{{ parts::button(href="https://birch-and-bow.example/?ref=" ~ ref, text=words.cta) }}{{ parts::shapes() }}</section>
<section class="section"><h2>{{ words.benefits_title }}</h2><ul class="benefits">
{%- for item in words.benefits %}
<li>{{ parts::icon() }}<div><h3>{{ item.title }}</h3><p>{{ item.text }}</p></div></li>
{%- endfor %}
</ul></section>
<section class="section"><h2>{{ words.steps_title }}</h2><ol class="steps">
{%- for item in words.steps %}
<li><h3>{{ item.title }}</h3><p>{{ item.text }}</p></li>
{%- endfor %}
</ol></section>
<section class="section products"><h2>{{ words.products_title }}</h2><ul class="cards">
{%- for product in data.products %}
<li class="card"><h3><a href="{{ product.url | safe }}?ref={{ ref }}" rel="sponsored noopener">{{ product.name }}</a></h3>
<p class="price"><strong>{{ product.price }} €</strong></p><p>{{ product.summary }}</p>
{{ parts::button(href=product.url ~ "?ref=" ~ ref, text=words.view) }}</li>
{%- endfor %}
</ul></section>
<section class="section"><h2>{{ words.questions_title }}</h2>
{%- for item in words.questions %}
<details><summary><span>{{ item.question }}</span>{{ parts::icon() }}</summary><div class="prose">{{ item.answer | markdown | safe }}</div></details>
{%- endfor %}
</section>
<section class="band">{{ parts::shapes() }}<h2>{{ words.closing }}</h2>
{{ parts::button(href="https://birch-and-bow.example/?ref=" ~ ref, text=words.cta) }}</section>
</main>
<footer class="footer"><p>{{ data.company.name }}</p><address>{% for line in data.company.address %}{{ line }}<br>{% endfor %}
<a href="mailto:{{ data.company.email }}">{{ data.company.email }}</a></address>
<nav>{% for name, href in data.company.links %}<a href="{{ href | safe }}">{{ name }}</a>{% endfor %}</nav></footer>
</body>
</html>
"""

PARTS = """\
{% macro icon() %}<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M4 12h15M13 6l6 6-6 6"/></svg>{% endmacro icon %}
{% macro button(href, text) %}<a class="button" href="{{ href | safe }}" rel="sponsored noopener">{{ text }}{{ self::icon() }}</a>{% endmacro button %}
{% macro shapes() %}<svg class="shapes" viewBox="0 0 600 600" aria-hidden="true"><path d="M0 0h600v600H0z"/><path d="M0 0h300v300A300 300 0 0 1 0 0z"/>\
<path d="M600 0v300A300 300 0 0 1 300 0z"/><circle cx="450" cy="450" r="150"/><path d="M300 300v300H0A300 300 0 0 1 300 300z"/></svg>{% endmacro shapes %}
"""


def pages(folder, table):
    write(folder / "config.toml", CONFIG)
    write(folder / "templates" / "page.html", PAGE)
    write(folder / "templates" / "parts.html", PARTS)
    write(folder / "templates" / "index.html", "")
    style = "\n".join(f".part-{n} {{ color: #{n:06x}; background: #{n * 7:06x}; padding: 0 {n}px; }}" for n in range(STYLE_LINES))
    write(folder / "templates" / "style.html", style)
    write(folder / "data.json", json.dumps({"words": WORDS, "products": PRODUCTS, "company": COMPANY}))
    for row in csv.DictReader(Path(table).open(encoding="utf-8")):
        front = f'title = "{row["name"]}"\n[extra]\nlocale = "{row["locales"]}"\nref = "{row["ref"]}"'
        write(folder / "content" / f"{row['id']}.md", f"+++\n{front}\n+++\n")
