/* The search of a frozen copy of the site, in the visitor's browser. It sends nothing anywhere.
   The index is described in careers/site/frozen/index.py; words are read as in careers/site/search/words.py. */

const SHORTEST_CORRECTED = 4;
const PER_GROUP = 4;
const WEIGHTS = [[4, 12], [2, 5], [1, 1]];

const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const wordsOf = (text) => fold(text).replace(/['’]s\b/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];

/** Damerau and Levenshtein's distance; a swap of two neighbours counts once. */
function slips(one, other) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, before[column - 2] + 1);
      }
      current.push(cost);
    }
    [before, last] = [last, current];
  }
  return last.at(-1);
}

class Index {
  constructor(data) {
    Object.assign(this, data);
    this.words = new Map(Object.entries(data.words));
    this.list = [...this.words.keys()];
    this.synonyms = new Map(Object.entries(data.synonyms));
    this.stopped = new Set(data.stop);
    const phrases = [...this.synonyms.keys()].map((phrase) => phrase.split(" ").length);
    this.longest = Math.max(1, ...phrases);
    this.known = new Set([...this.list, ...[...this.synonyms.keys()].flatMap((phrase) => phrase.split(" "))]);
  }

  /** The word itself if it, or a longer one, is known; else the nearest one with a slip or two. */
  correct(word) {
    if (word.length < SHORTEST_CORRECTED || !/^\p{L}+$/u.test(word)) return word;
    if ([...this.known].some((known) => known.startsWith(word))) return word;
    const allowed = word.length >= 7 ? 2 : 1;
    let best = word;
    let fewest = allowed + 1;
    let uses = 0;
    for (const known of this.list) {
      if (Math.abs(known.length - word.length) > allowed || known.length < SHORTEST_CORRECTED - 1) continue;
      const count = slips(word, known);
      const used = this.words.get(known).length;
      if (count < fewest || (count === fewest && used > uses)) [best, fewest, uses] = [known, count, used];
    }
    return fewest <= allowed ? best : word;
  }

  /** Words as units: the longest phrase that has synonyms, or a word by itself; each a list of phrases. */
  units(words) {
    const found = [];
    for (let at = 0; at < words.length; ) {
      let length = Math.min(this.longest, words.length - at);
      while (length > 1 && !this.synonyms.has(words.slice(at, at + length).join(" "))) length -= 1;
      const phrase = words.slice(at, at + length).join(" ");
      found.push((this.synonyms.get(phrase) ?? [phrase]).map((text) => text.split(" ")));
      at += length;
    }
    return found;
  }

  /** The documents of one word, or of words that begin with it, each with the best weight. */
  documentsOf(word) {
    const stem = word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
    const found = new Map();
    for (const known of this.list) {
      if (word.length <= 2 ? known !== word : !known.startsWith(stem)) continue;
      const postings = this.words.get(known);
      const rarity = Math.log(1 + this.documents.length / postings.length) * (known === word ? 1 : 0.7);
      for (const posting of postings) {
        const document = Math.floor(posting / 8);
        const weight = WEIGHTS.reduce((sum, [bit, value]) => sum + (posting & bit ? value : 0), 0) * rarity;
        found.set(document, Math.max(found.get(document) ?? 0, weight));
      }
    }
    return found;
  }

  /** The documents that have every word of a phrase. */
  documentsOfPhrase(phrase) {
    const [first, ...others] = phrase.map((word) => this.documentsOf(word));
    const found = new Map();
    for (const [document, weight] of first) {
      if (others.every((other) => other.has(document))) {
        found.set(document, others.reduce((sum, other) => sum + other.get(document), weight));
      }
    }
    return found;
  }

  search(text) {
    const typed = wordsOf(text.slice(0, 120)).slice(0, 12);
    const telling = typed.filter((word) => !this.stopped.has(word));
    const words = telling.length ? telling : typed;
    const meant = words.map((word) => this.correct(word));
    const units = this.units(meant).map((phrases) => {
      const found = new Map();
      for (const phrase of phrases) {
        for (const [document, weight] of this.documentsOfPhrase(phrase)) {
          found.set(document, Math.max(found.get(document) ?? 0, weight));
        }
      }
      return found;
    });
    const scores = new Map();
    const matched = new Map();
    for (const unit of units) {
      for (const [document, weight] of unit) {
        scores.set(document, (scores.get(document) ?? 0) + weight);
        matched.set(document, (matched.get(document) ?? 0) + 1);
      }
    }
    const all = [...scores.keys()].filter((document) => matched.get(document) === units.length);
    const documents = (all.length ? all : [...scores.keys()]).sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    return {
      documents,
      isPartial: !all.length && documents.length > 0,
      corrected: documents.length && meant.join() !== words.join() ? meant.join(" ") : "",
    };
  }
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter(Boolean));
  return made;
}

const number = (count) => (count === 1 ? "1 result" : `${count} results`);

function messageFor(text, { documents, corrected, isPartial }) {
  if (!documents.length) return `Nothing found for “${text}”. Try fewer words, or look through all pages below.`;
  let message = `${number(documents.length)} for “${corrected || text}”.`;
  if (corrected) message += ` Nothing here is spelt “${text}”.`;
  if (isPartial) message += " No page has all of these words, so these have some of them.";
  return message;
}

function hit([, url, title, note, excerpt]) {
  return element(
    "li",
    {},
    element("a", { href: url }, title),
    note && element("p", { className: "small muted" }, note),
    element("p", {}, excerpt),
  );
}

function section(label, found) {
  const list = element("ul", {}, ...found.slice(0, PER_GROUP).map(hit));
  list.setAttribute("role", "list");
  const more = found.length > PER_GROUP && element("p", {}, element("button", { type: "button", className: "button button-quiet" }, `All ${found.length}`));
  if (more) {
    more.firstChild.append(element("span", { className: "visually-hidden" }, ` in ${label}`));
    more.firstChild.addEventListener("click", () => {
      list.append(...found.slice(PER_GROUP).map(hit));
      list.children[PER_GROUP].querySelector("a").focus();
      more.remove();
    });
  }
  return element("section", {}, element("h2", {}, `${label} `, element("span", {}, `${found.length} found`)), list, more);
}

const form = document.querySelector("form[role=search]");
const field = form.querySelector("input[type=search]");
const results = document.getElementById("t-results");
const message = element("p");
message.setAttribute("role", "status");
let loading;

function load() {
  loading ??= fetch(results.dataset.index).then(async (answer) => {
    if (!answer.ok) throw new Error(`the index answers ${answer.status}`);
    return new Index(await answer.json());
  });
  return loading;
}

async function show(text) {
  results.hidden = false;
  results.replaceChildren(message);
  let index;
  try {
    index = await load();
  } catch {
    loading = undefined;
    message.textContent = "The search cannot be loaded just now. Try again, or look through all pages below.";
    return;
  }
  const found = index.search(text);
  const groups = index.groups
    .map((label, at) => [label, found.documents.map((d) => index.documents[d]).filter((d) => d[0] === at)])
    .filter(([, documents]) => documents.length);
  message.textContent = messageFor(text, found);
  results.replaceChildren(
    message,
    element("div", { className: "search-results" }, ...groups.map(([label, documents]) => section(label, documents))),
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  if (text) show(text);
  else results.hidden = true;
});
field.addEventListener("focus", () => load().catch(() => {}), { once: true });

const asked = new URLSearchParams(location.search).get("q")?.trim();
if (asked) {
  field.value = asked;
  show(asked);
}
