"""The same programme as `generate.py` writes, as a Hugo user would build it.

One page for each partner with hero, three products, benefits, questions in Markdown and a legal footer, in two languages, about as
heavy as promokit's. Either from one table through a content adapter, or from a Markdown file for each partner. Hugo makes plain links
with `?ref=`; it has no link building, no checks, no manifest.
"""

import csv
import json
import shutil
from pathlib import Path

#: Inlined into every page, as promokit inlines a brand's fonts and colours; as many as make the pages equally heavy.
STYLE_LINES = 140

CONFIG = """\
baseURL = "https://handmade-bows.example/"
title = "Birch & Bow"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "section", "home", "404"]
[markup.goldmark.renderer]
unsafe = false
"""

ADAPTER = """\
{{ range (transform.Unmarshal (resources.Get "partners.csv")) | collections.After 1 }}
{{ $.AddPage (dict "path" (index . 0) "title" (index . 1) "params" (dict "locale" (index . 4) "ref" (index . 5))) }}
{{ end }}
"""

PAGE = """\
{{ $words := index .Site.Data.words .Params.locale -}}
{{ $ref := .Params.ref -}}
<!DOCTYPE html>
<html lang="{{ .Params.locale }}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ $words.title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ $words.lead }}"><meta name="robots" content="noindex, follow">
<style>{{ partial "style.html" . | safeCSS }}</style>
<meta property="og:title" content="{{ $words.title }}"><meta property="og:url" content="{{ .Permalink }}">
<script type="application/ld+json">{{ partial "data.html" . | safeJS }}</script>
</head>
<body class="landing">
<header class="top"><p class="top__brand">{{ .Site.Title }}</p></header>
<main id="main">
<section class="hero"><h1>{{ $words.title }}</h1><p class="lead">{{ $words.lead }}</p>
<p class="disclosure">{{ printf $words.disclosure .Title }}</p>
{{ partial "button.html" (dict "href" (printf "https://birch-and-bow.example/?ref=%s" $ref) "text" $words.cta) }}
{{ partial "shapes.html" . }}</section>
<section class="section"><h2>{{ $words.benefits_title }}</h2><ul class="benefits">
{{- range $words.benefits }}
<li>{{ partial "icon.html" . }}<div><h3>{{ .title }}</h3><p>{{ .text }}</p></div></li>
{{- end }}
</ul></section>
<section class="section"><h2>{{ $words.steps_title }}</h2><ol class="steps">
{{- range $words.steps }}
<li><h3>{{ .title }}</h3><p>{{ .text }}</p></li>
{{- end }}
</ol></section>
<section class="section products"><h2>{{ $words.products_title }}</h2><ul class="cards">
{{- range .Site.Data.products }}
<li class="card"><h3><a href="{{ .url }}?ref={{ $ref }}" rel="sponsored noopener">{{ .name }}</a></h3>
<p class="price"><strong>{{ lang.FormatNumber 2 .price }} €</strong></p><p>{{ .summary }}</p>
{{ partial "button.html" (dict "href" (printf "%s?ref=%s" .url $ref) "text" $words.view) }}</li>
{{- end }}
</ul></section>
<section class="section"><h2>{{ $words.questions_title }}</h2>
{{- range $words.questions }}
<details><summary><span>{{ .question }}</span>{{ partial "icon.html" . }}</summary><div class="prose">{{ .answer | markdownify }}</div></details>
{{- end }}
</section>
<section class="band">{{ partial "shapes.html" . }}<h2>{{ $words.closing }}</h2>
{{ partial "button.html" (dict "href" (printf "https://birch-and-bow.example/?ref=%s" $ref) "text" $words.cta) }}</section>
</main>
{{ partial "footer.html" . }}
</body>
</html>
"""

PARTIALS = {
    "button.html": '<a class="button" href="{{ .href }}" rel="sponsored noopener">{{ .text }}{{ partial "icon.html" . }}</a>',
    "icon.html": '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M4 12h15M13 6l6 6-6 6"/></svg>',
    "shapes.html": '<svg class="shapes" viewBox="0 0 600 600" aria-hidden="true"><path d="M0 0h600v600H0z"/><path d="M0 0h300v300A300 300 0 0 1 0 0z"/>'
    '<path d="M600 0v300A300 300 0 0 1 300 0z"/><circle cx="450" cy="450" r="150"/><path d="M300 300v300H0A300 300 0 0 1 300 300z"/></svg>',
    "data.html": """{{ $products := slice }}{{ range .Site.Data.products }}{{ $products = $products | append (dict "@type" "Product" "name" .name \
"description" .summary "offers" (dict "@type" "Offer" "price" .price "priceCurrency" "EUR")) }}{{ end }}\
{{ dict "@context" "https://schema.org" "@graph" $products | jsonify }}""",
    "footer.html": '<footer class="footer"><p>{{ .Site.Data.company.name }}</p><address>{{ range .Site.Data.company.address }}{{ . }}<br>{{ end }}'
    '<a href="mailto:{{ .Site.Data.company.email }}">{{ .Site.Data.company.email }}</a></address>'
    '<nav>{{ range $name, $href := .Site.Data.company.links }}<a href="{{ $href }}">{{ $name }}</a>{{ end }}</nav></footer>',
}

WORDS = {
    "title": "Walnut Bow, straight from Birch & Bow",
    "lead": "On the company's site you choose, order and ask your questions. Everything about it is said there.",
    "disclosure": "Advertisement: %s earns a commission when you buy through links on this page. You pay the same.",
    "cta": "To the offer",
    "view": "See it",
    "benefits_title": "Why it is worth it",
    "benefits": [{"title": f"Reason {n}", "text": "The offer, the order and all that follows are with Birch & Bow."} for n in range(3)],
    "steps_title": "How it works",
    "steps": [{"title": f"Step {n}", "text": "Read, compare, ask. Looking obliges you to nothing at all."} for n in range(3)],
    "products_title": "What you can order",
    "questions_title": "Before you order",
    "questions": [{"question": f"Question {n}?", "answer": "The price on the **company's site** holds. You see the whole sum there before you order."} for n in range(3)],
    "closing": "Walnut Bow: see for yourself",
}

PRODUCTS = [
    {"name": "Ash Bow", "price": 39, "url": "https://birch-and-bow.example/ash", "summary": "Light and quick, the first bow for most people."},
    {"name": "Weekend Course", "price": 189, "url": "https://birch-and-bow.example/course", "summary": "Two days at the bench."},
    {"name": "Walnut Bow", "price": 49, "url": "https://birch-and-bow.example/walnut", "summary": "A bow of walnut and yew, tillered by hand."},
]

COMPANY = {
    "name": "Birch & Bow GmbH",
    "address": ["Birkenweg 3", "24103 Kiel", "Germany"],
    "email": "hello@birch-and-bow.example",
    "links": {"Imprint": "https://birch-and-bow.example/imprint", "Privacy": "https://birch-and-bow.example/privacy"},
}

IMAGES = """\
{{ range resources.Match "photos/*.jpg" }}{{ $photo := . }}{{ range slice "360x270" "640x480" "960x720" }}\
{{ ($photo.Fill (printf "%s jpg q82" .)).RelPermalink }}
{{ end }}{{ end }}
"""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def pages(folder, table, one_file_each):
    """A site with a page for each row of `table`."""
    write(folder / "hugo.toml", CONFIG)
    write(folder / "layouts" / "page.html", PAGE)
    style = "\n".join(f".part-{n} {{ color: #{n:06x}; background: #{n * 7:06x}; padding: 0 {n}px; }}" for n in range(STYLE_LINES))
    for name, text in {**PARTIALS, "style.html": style}.items():
        write(folder / "layouts" / "_partials" / name, text)
    words = {"en": WORDS, "de": WORDS}
    for name, data in {"words": words, "products": PRODUCTS, "company": COMPANY}.items():
        write(folder / "data" / f"{name}.json", json.dumps(data))
    if not one_file_each:
        write(folder / "content" / "_content.gotmpl", ADAPTER)
        (folder / "assets").mkdir()
        shutil.copy(table, folder / "assets" / "partners.csv")
        return
    for row in csv.DictReader(Path(table).open(encoding="utf-8")):
        front = f'title = "{row["name"]}"\n[params]\nlocale = "{row["locales"]}"\nref = "{row["ref"]}"'
        write(folder / "content" / f"{row['id']}.md", f"+++\n{front}\n+++\n")


def photos(folder, source):
    """A page that asks for three sizes of each photo."""
    write(folder / "hugo.toml", CONFIG.replace('"home", ', ""))
    write(folder / "layouts" / "home.html", IMAGES)
    (folder / "assets" / "photos").mkdir(parents=True)
    for photo in sorted(Path(source).glob("photo*.jpg")):
        shutil.copy(photo, folder / "assets" / "photos" / photo.name)
