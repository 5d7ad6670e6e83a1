// A verdict as elements of the page. Nothing from a pack becomes markup: only text nodes and checked attributes.

let language = "vi";
const MARKS = { proved: "✓", declared: "○", "not-a-claim": "·", broken: "✗" };
const TAGS = { proved: "ok", declared: "wait", "not-a-claim": "", broken: "late" };
const MOST_ROWS = 20, PICTURES = ["image/png", "image/jpeg", "image/webp"];

function word(code, data = {}) {
  let text = WORDS[code] ? WORDS[code][language] : code;
  for (const [name, value] of Object.entries(data)) text = text.replaceAll(`{${name}}`, () => value);
  return text.replace(/ ?\{[a-z_]+\}/g, "");
}

function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== ""));
  return element;
}

const harmless = (text) => String(text).replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, "�");
const line = (label, ...values) => make("p", {}, make("span", { class: "quiet" }, `${label}: `), ...values);
const tag = (status) => make("span", { class: `tag ${TAGS[status]}` }, `${MARKS[status]} ${word(status)}`);
const formatted = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, language === "vi" ? "." : ",");

function showVerdict(verdict, files) {
  const { facts, valid, claims } = verdict;
  const counts = ["proved", "declared", "not-a-claim", "broken"].map((status) => [status, claims.filter((claim) => claim.status === status).length]);
  return make("div", {},
    make("div", { class: `banner ${valid ? "ok" : "late"}`, role: "status" },
      make("h2", {}, `${valid ? "✓" : "✗"} ${word(valid ? "ui_valid" : "ui_not_valid")}`),
      make("p", {}, ...counts.filter(([, count]) => count).map(([status, count]) => make("span", { class: "count" }, `${count}/${claims.length} `, word(status)))),
      valid ? make("p", { class: "small" }, word(verdict.bound ? "bound" : "not_bound_to_seal")) : ""),
    valid ? "" : showFaults(verdict),
    facts ? showEdition(facts, files) : "",
    claims.length ? make("section", {}, make("h2", {}, word("ui_claims")), make("ol", { class: "claims" }, claims.map((claim) => showClaim(claim, facts, files)))) : "",
    showIdentity(verdict), facts && valid ? showSample(facts) : "");
}

function showEdition({ edition, kind }, files) {
  return make("section", { class: "sheet" },
    make("h2", {}, harmless(edition.title)), line(word("report"), harmless(edition.number)), line(word("agency"), harmless(edition.agency.name)),
    line(word("period"), harmless(edition.period.name), ` (${edition.period.since} – ${edition.period.until})`),
    line(word("issued_on"), edition.issued_on), line(word("kind"), word(kind)),
    line(word("ui_report_files")), make("ul", { class: "files" }, edition.files.map((file) => showFile(file, files))));
}

function showFaults(verdict) {
  const faults = verdict.findings.slice(0, 100).map((finding) => {
    const touched = verdict.claims.filter((claim) => claim.findings.includes(finding));
    const names = touched.length === verdict.claims.length
      ? word("all_claims") : touched.map((claim) => `“${harmless(claim.text)}”`).join(", ") || word("no_claims");
    return make("li", {}, make("strong", {}, harmless(finding.file) || word("container")), ": ", harmless(word(finding.code, finding.data)),
      make("div", { class: "small quiet" }, `${word("touches")}: ${names}`));
  });
  return make("section", { class: "sheet late" }, make("h2", {}, word("faults")), make("ul", {}, faults));
}

function showClaim(claim, facts, files) {
  const at = claim.sentence.indexOf(claim.text);
  const marked = make("span", { class: { broken: "orphan", "not-a-claim": "quiet" }[claim.status] || (claim.kind === "document" ? "cite" : "figure") }, harmless(claim.text));
  const sentence = at < 0
    ? [marked, claim.sentence ? make("span", { class: "quiet" }, ` — ${harmless(claim.sentence)}`) : ""]
    : [harmless(claim.sentence.slice(0, at)), marked, harmless(claim.sentence.slice(at + claim.text.length))];
  const body = make("div", { class: "why" });
  const details = make("details", { class: claim.status, ontoggle: () => { if (details.open && !body.hasChildNodes()) body.append(...whyOf(claim, facts, files)); } },
    make("summary", {}, make("span", { class: "read" }, sentence), tag(claim.status)), body);
  return make("li", {}, details);
}

function whyOf(claim, facts, files) {
  const reasons = claim.findings.slice(0, 20).map((finding) => make("li", {}, `${harmless(finding.file) || word("container")}: ${harmless(word(finding.code, finding.data))}`));
  const parts = [reasons.length ? make("ul", { class: "reasons" }, reasons) : ""];
  if (!facts) return parts;
  const source = facts.claims.find((each) => each.id === claim.id) || {};
  const figure = facts.figures.find((each) => each.id === source.figure), cited = facts.documents.find((each) => each.id === source.document);
  const date = facts.dates.find((each) => each.id === source.date);
  if (source.reason) parts.push(line(word("ui_reason"), harmless(source.reason)));
  if (figure) parts.push(...showFigure(figure));
  if (cited) parts.push(...showDocument(cited, files));
  if (date) parts.push(line(harmless(date.name), date.value));
  const names = [...(figure ? figure.evidence : []), ...(date ? date.evidence : []), ...(source.evidence || [])];
  const evidence = facts.evidence.filter((each) => names.includes(each.id));
  if (evidence.length) parts.push(make("h3", {}, word("ui_evidence")), ...evidence.map((each) => showEvidence(each, files)));
  return parts.filter(Boolean);
}

function showFigure({ definition, value, unit, approved_by: approved, status, rows }) {
  return [
    make("h3", {}, word("ui_from")),
    make("p", {}, make("span", { class: "big" }, value === null ? "—" : String(value).replace(".", language === "vi" ? "," : ".")), ` ${harmless(unit[language])} `,
      status === "declared" ? make("span", { class: "tag wait" }, word("ui_declared")) : ""),
    make("p", {}, harmless(definition.sentence[language])),
    line(word("ui_definition"), `${harmless(definition.name[language])} · ${definition.code}, ${word("ui_version")} ${definition.version}`),
    definition.formula ? line(word("ui_formula"), harmless(formulaText(definition.formula))) : "",
    approved ? line(word("ui_approved"), harmless(approved)) : "",
    rows.length ? showRows(rows) : "",
  ];
}

function formulaText(formula) {
  try {
    validate(formula);
  } catch {
    return JSON.stringify(formula);
  }
  if (formula.op === "percent") return word("ui_percent", { part: formulaText(formula.part), whole: formulaText(formula.whole), digits: String(formula.digits) });
  const said = (value) => (value === true ? word("ui_true") : value === false ? word("ui_false") : value === null ? "∅" : String(value));
  const where = Object.entries(formula.where || {}).map(([field, wanted]) => `“${field}” = ${[].concat(wanted).map(said).join(` ${word("ui_or")} `)}`);
  return [word(`ui_${formula.op}`, { field: formula.field || "" }), ...(where.length ? [word("ui_where"), where.join(` ${word("ui_and")} `)] : [])].join(" ");
}

function showRows(rows) {
  const fields = [...new Set(rows.slice(0, MOST_ROWS).flatMap(Object.keys))].sort();
  const cell = (value) => (value === true ? word("ui_true") : value === false ? word("ui_false") : value === null ? "" : shortened(String(value)));
  return make("details", {}, make("summary", {}, `${formatted(rows.length)} ${word("ui_rows")}`),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": word("ui_rows") }, make("table", {},
      make("thead", {}, make("tr", {}, fields.map((field) => make("th", { scope: "col" }, field)))),
      make("tbody", {}, rows.slice(0, MOST_ROWS).map((row) => make("tr", {}, fields.map((field) => make("td", {}, cell(get(row, field))))))))),
    rows.length > MOST_ROWS ? make("p", { class: "small quiet" }, `+ ${formatted(rows.length - MOST_ROWS)} ${word("ui_more")}`) : "");
}

const shortened = (text) => harmless(text.startsWith(PREFIX) ? `${text.slice(PREFIX.length, PREFIX.length + 8)}…` : text);

function showDocument(cited, files) {
  return [make("h3", {}, word("ui_document")), make("p", {}, harmless(cited.printed)),
    make("p", { class: "quiet" }, harmless([cited.issuer, cited.subject].filter(Boolean).join(" · "))), showFiles(cited.files, files)];
}

function showEvidence(evidence, files) {
  const dates = [["ui_happened", evidence.happened_on], ["ui_received", evidence.received_on], ["ui_recorded", evidence.recorded_at]];
  return make("div", { class: "evidence" }, make("strong", {}, harmless(evidence.title)),
    make("div", { class: "small quiet" }, dates.filter(([, date]) => date).map(([code, date]) => `${word(code)} ${date}`).join(" · ")), showFiles(evidence.files, files));
}

function showFiles(list, files) {
  if (!list.length) return make("p", { class: "small quiet" }, word("ui_no_file"));
  return make("ul", { class: "files" }, list.flatMap((file) => {
    if ("path" in file) return showFile(file, files);
    const committed = make("li", {}, make("code", {}, `${word("ui_committed")} ${file.commitment.slice(0, 8)}…`));
    return file.masked ? [committed, showFile(file.masked, files, word("ui_masked"))] : [committed];
  }));
}

// Always a download: a file from a pack must never run here.
function showFile({ path, name, size, sha256: hash, media_type: type }, files, note = "") {
  const bytes = files.get(path), isPicture = PICTURES.includes(type);
  const said = make("span", { class: "small quiet" }, ` ${formatted(size)} byte · ${hash.slice(0, 4)}…${hash.slice(-2)} ${note}`);
  if (!bytes) return make("li", {}, harmless(name), said);
  const url = URL.createObjectURL(new Blob([bytes], { type: isPicture ? type : "application/octet-stream" }));
  return make("li", {}, make("a", { href: url, download: name.replace(/[^\p{L}\p{N} ._-]/gu, "_") }, harmless(name)), said,
    isPicture ? make("img", { src: url, alt: harmless(name), loading: "lazy" }) : "");
}

function showIdentity({ facts, fingerprint, sha256: hash }) {
  const codes = [["fingerprint", fingerprint], ["sha256", hash], ...(facts ? [["root", facts.ledger.root], ["key", facts.ledger.seal.public_key]] : [])].filter(([, code]) => code);
  const answer = make("p", { role: "status" });
  const compare = (event) => {
    const given = event.target.value.trim().toLowerCase(), found = codes.find(([, code]) => code === given);
    answer.className = found ? "tag ok" : "tag late";
    answer.textContent = given ? (found ? `✓ ${word(found[0])}: ${word("ui_same")}` : `✗ ${word("ui_different")}`) : "";
  };
  return make("section", { class: "sheet" }, make("h2", {}, word("ui_identity")), make("p", { class: "quiet" }, word("key_note")),
    codes.map(([name, code]) => line(word(name), make("code", {}, code))),
    make("label", { class: "field" }, word("ui_compare"), make("input", { type: "text", spellcheck: "false", autocomplete: "off", oninput: compare })), answer);
}

function showSample(facts) {
  const list = make("ol", {}), ids = new Map(facts.evidence.map((each) => [each.id, each.title]));
  const draw = (event) => {
    const count = Math.min(Number(event.target.value) || 0, ids.size);
    list.replaceChildren(...drawSample(facts.ledger.root, count, ids.keys()).map((id) => make("li", {}, `${harmless(ids.get(id))} (${id})`)));
  };
  return make("section", { class: "sheet" }, make("label", { class: "field" }, word("ui_sample"), make("input", { type: "number", min: "0", max: ids.size, oninput: draw })), list);
}
