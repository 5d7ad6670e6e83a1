// Claims against what they are bound to and against the printed page: claims.py, page.py.

const PAGE_PATH = `${REPORT}page.html`;
const BOUND_BY = { figure: "figure", document: "document", date: "date", "not-a-claim": "reason" };

function textsAt(page, findings) {
  const found = new Map(), root = new DOMParser().parseFromString(page, "text/html").documentElement;
  for (const element of root.querySelectorAll("[id]")) {
    found.set(element.id, [...(found.get(element.id) || []), textOf(element)]);
  }
  const todo = [[root, 1]];
  while (todo.length) {
    const [element, depth] = todo.pop();
    if (depth > 256) {
      findings.add(EVERYTHING, "page_too_deep", PAGE_PATH, { most: 256 });
      return new Map();
    }
    for (const child of element.children) todo.push([child, depth + 1]);
  }
  return found;
}

function textOf(element) {
  if (element.closest("script, style, template, noscript")) return "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) text += node.parentElement.closest("script, style, template, noscript") ? "" : node.data;
    else if (node.tagName === "BR") text += " ";
  }
  return text;
}

function checkClaims(index, page, findings) {
  const texts = page ? textsAt(decode(page), findings) : new Map(), anchors = new Set();
  for (const claim of index.claims.values()) {
    const subject = about("claim", claim.id), places = texts.get(claim.anchor) || [];
    if (anchors.has(claim.anchor)) findings.add(subject, "anchor_twice", FACTS, { anchor: claim.anchor });
    anchors.add(claim.anchor);
    checkBinding(claim, index, findings);
    if (places.length !== 1) findings.add(subject, places.length ? "anchor_twice" : "anchor_missing", PAGE_PATH, { anchor: claim.anchor });
    else if (tidy(places[0]) !== tidy(claim.text)) findings.add(subject, "page_differs", PAGE_PATH, { text: claim.text, page: tidy(places[0]) });
  }
}

function checkBinding(claim, index, findings) {
  const subject = about("claim", claim.id), needed = BOUND_BY[claim.kind];
  const differs = (value) => findings.add(subject, "text_differs", FACTS, { text: claim.text, value });
  if (needed && !(needed in claim)) {
    findings.add(subject, "not_bound", FACTS, { kind: claim.kind });
    return;
  }
  const values = { figure: index.figures, document: index.documents, date: index.dates }[claim.kind];
  if (!values) return;
  const value = values.get(claim[claim.kind]);
  if (!value) findings.add(subject, "unknown_reference", FACTS, { reference: claim[claim.kind] });
  else if (claim.kind === "figure" && !saysFigure(claim, value)) differs(value.value);
  else if (claim.kind === "document" && !cites(claim.text, value)) differs(value.printed);
  else if (claim.kind === "date" && datesIn(claim.text).join() !== value.value) differs(value.value);
}

function saysFigure(claim, figure) {
  const form = claim.format || "plain", formula = figure.definition.formula;
  const isCount = formula !== null && get(formula, "op") !== "percent";
  return !(form === "percent" && isCount) && says(claim.text, figure.value, form);
}

function cites(words, { printed, names, number, issued_on: issued }) {
  const text = tidy(words);
  if ([printed, ...names].some((name) => tidy(name) === text)) return true;
  const spaced = [...tidy(number).replace(/ /g, "")].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")).join("\\s*");
  const hasNumber = spaced && new RegExp(`(?<![\\p{L}\\p{N}_])${spaced}(?![\\p{L}\\p{N}_/\\-])`, "iu").test(text);
  return Boolean(hasNumber) && datesIn(text).every((date) => date === issued);
}

function restsOn(claim, index) {
  const subjects = [EVERYTHING, about("claim", claim.id), about("file", PAGE_PATH)];
  const evidence = [...(claim.evidence || [])];
  const addFiles = (files) => subjects.push(...files.map((file) => about("file", file.path)));
  addFiles(index.facts.edition.files);
  for (const [kind, values] of [["figure", index.figures], ["date", index.dates], ["document", index.documents]]) {
    const value = values.get(claim[kind]);
    if (!value) continue;
    subjects.push(about(kind, value.id));
    evidence.push(...(value.evidence || []));
    if (kind === "document") addFiles(shownFiles(value));
  }
  for (const name of evidence) {
    subjects.push(about("evidence", name));
    if (index.evidence.has(name)) addFiles(shownFiles(index.evidence.get(name)));
  }
  return subjects;
}

function statusOf(claim, index) {
  if (claim.kind === "not-a-claim") return "not-a-claim";
  const figure = index.figures.get(claim.figure), document = index.documents.get(claim.document);
  if (figure && figure.status === "declared") return "declared";
  if (document && !document.files.length) return "declared";
  return ["activity", "list"].includes(claim.kind) && !(claim.evidence || []).length ? "declared" : "proved";
}
