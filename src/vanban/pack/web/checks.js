// Findings, the bag, and what facts.json says of itself: findings.py, bag.py, index.py, recompute.py.

const FACTS = "data/facts.json", PROVENANCE = "data/prov.json", REPORT = "data/report/", EVIDENCE = "data/evidence/";
const MANIFEST = "manifest-sha256.txt", TAG_MANIFEST = "tagmanifest-sha256.txt", PREFIX = "commitment:";
const DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const TAG_FILES = ["README.txt", "bag-info.txt", "bagit.txt", MANIFEST, "ro-crate-metadata.json", "verify.html", "verify.py"];
const NEEDED = [FACTS, PROVENANCE, TAG_MANIFEST, ...TAG_FILES];
const EVERYTHING = "everything", PACK = "pack";
const about = (kind, name) => `${kind}\0${name}`;

class Findings {
  constructor() {
    this.bySubject = new Map();
    this.known = new Map();
  }

  add(subject, code, file = "", data = {}) {
    const texts = Object.fromEntries(Object.keys(data).sort().map((name) => [name, String(data[name]).slice(0, 200)]));
    const key = JSON.stringify([code, file, texts]);
    if (!this.known.has(key)) this.known.set(key, { code, file, data: texts });
    if (!this.bySubject.has(subject)) this.bySubject.set(subject, new Set());
    this.bySubject.get(subject).add(this.known.get(key));
  }

  about(subjects) {
    return [...new Set(subjects.flatMap((subject) => [...(this.bySubject.get(subject) || [])]))];
  }

  every() {
    return this.about([...this.bySubject.keys()]);
  }
}

const fileSubject = (name) => (name === FACTS ? EVERYTHING : about("file", name));
const manifestOf = (sums) => [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, sum]) => `${sum}  ${name}\n`).join("");

function checkBag({ files }, sums, findings) {
  for (const name of NEEDED) if (!files.has(name)) findings.add(fileSubject(name), "missing_file", name);
  for (const name of files.keys()) if (!name.startsWith("data/") && !NEEDED.includes(name)) findings.add(PACK, "extra_file", name);
  if (files.has("bagit.txt") && decode(files.get("bagit.txt")) !== DECLARATION) findings.add(PACK, "not_bagit", "bagit.txt");
  const payload = new Map([...sums].filter(([name]) => name.startsWith("data/")));
  checkList(files, MANIFEST, payload, findings);
  checkList(files, TAG_MANIFEST, new Map(TAG_FILES.filter((name) => sums.has(name)).map((name) => [name, sums.get(name)])), findings);
  if (!files.has("bag-info.txt")) return;
  const line = `Payload-Oxum: ${[...payload.keys()].reduce((sum, name) => sum + files.get(name).length, 0)}.${payload.size}`;
  if (!decode(files.get("bag-info.txt")).split(/\r\n|\n|\r/).includes(line)) findings.add(PACK, "oxum_differs", "bag-info.txt", { expected: line });
}

function checkList(files, name, real, findings) {
  if (!files.has(name)) return;
  const written = files.get(name);
  if (sameBytes(written, encode(manifestOf(real)))) return;
  const lines = decode(written).replace(/\n$/, "").split("\n").map((line) => /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line));
  const listed = new Map(lines.filter(Boolean).map((match) => [match[2], match[1]]));
  if (listed.size !== lines.length) {
    findings.add(PACK, "manifest_unreadable", name);
    return;
  }
  if (!sameBytes(written, encode(manifestOf(listed)))) findings.add(PACK, "manifest_form", name);
  for (const each of new Set([...listed.keys(), ...real.keys()])) {
    if (!real.has(each)) findings.add(fileSubject(each), "missing_file", each, { listed_in: name });
    else if (!listed.has(each)) findings.add(fileSubject(each), "extra_file", each, { not_in: name });
    else if (listed.get(each) !== real.get(each)) {
      findings.add(fileSubject(each), "hash_differs", each, { listed_in: name, expected: listed.get(each), actual: real.get(each) });
    }
  }
}

function indexOf(facts, findings) {
  const byId = (kind) => {
    const found = new Map();
    for (const value of facts[kind]) {
      if (found.has(value.id)) findings.add(EVERYTHING, "id_twice", FACTS, { kind, id: value.id });
      found.set(value.id, value);
    }
    return found;
  };
  const index = { facts, events: new Map(facts.ledger.events.map((event) => [event.index, event])) };
  for (const kind of ["claims", "figures", "documents", "evidence", "dates", "families"]) index[kind] = byId(kind);
  return index;
}

const shownFiles = (value) => value.files.map((file) => ("path" in file ? file : file.masked)).filter(Boolean);
const holdersOf = (index) => [
  ...[...index.documents].map(([name, value]) => [about("document", name), value]),
  ...[...index.evidence].map(([name, value]) => [about("evidence", name), value]),
];

function checkFacts(index, files, sums, findings) {
  for (const figure of index.figures.values()) checkFigure(figure, findings);
  for (const family of index.families.values()) checkFamily(family, index, findings);
  checkReferences(index, findings);
  checkFiles(index, files, sums, findings);
  checkLedger(index, findings);
}

function checkFigure(figure, findings) {
  const subject = about("figure", figure.id), formula = figure.definition.formula;
  const known = new Set(figure.evidence);
  for (const row of figure.rows) {
    const evidence = get(row, "evidence");
    if (evidence !== null && !known.has(evidence)) findings.add(subject, "row_evidence_unknown", FACTS, { figure: figure.id, evidence });
    const isShown = (field) => get(row, field) && !String(get(row, field)).startsWith(PREFIX);
    if (figure.committed.some(isShown)) findings.add(subject, "not_committed", FACTS, { figure: figure.id });
  }
  if (figure.status === "declared" && formula === null) return;
  let value;
  try {
    value = evaluate(formula, figure.rows);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    findings.add(subject, "formula_refused", FACTS, { figure: figure.id, reason: error.code });
    return;
  }
  if (figure.status === "computed" && value !== figure.value) {
    findings.add(subject, "value_differs", FACTS, { figure: figure.id, stated: figure.value, computed: value });
  }
}

function itemsOf(figure, key) {
  try {
    validate(figure.definition.formula);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return null;
  }
  const values = countedRows(figure.definition.formula, figure.rows).map((row) => get(row, key));
  return values.includes(null) ? null : new Set(values.map(keyOf));
}

function checkFamily(family, index, findings) {
  const note = (code, data = {}) => {
    const subjects = family.figures.length ? family.figures.map((name) => about("figure", name)) : [EVERYTHING];
    for (const subject of subjects) findings.add(subject, code, FACTS, { family: family.id, ...data });
  };
  const members = new Map();
  let total = 0;
  for (const name of family.figures) {
    const figure = index.figures.get(name);
    if (!figure || figure.family !== family.id || figure.definition.formula === null) return note("family_member", { figure: name });
    const items = itemsOf(figure, family.key);
    if (items === null || figure.value !== items.size) return note("family_not_countable", { figure: name });
    total += items.size;
    for (const item of items) members.set(item, [...(members.get(item) || []), name]);
  }
  const shared = [...members].filter(([, names]) => names.length > 1);
  const declared = new Map(family.overlaps.map((each) => [keyOf(each.item), [...each.figures].sort().join("\0")]));
  const agrees = shared.every(([item, names]) => declared.get(item) === [...names].sort().join("\0"));
  if (!agrees || declared.size !== shared.length || declared.size !== family.overlaps.length) return note("overlap_not_declared");
  const again = shared.reduce((sum, [, names]) => sum + names.length - 1, 0);
  if (members.size !== family.union || total !== family.union + again) return note("union_differs", { union: members.size });
  return undefined;
}

function checkReferences(index, findings) {
  const check = (subject, references, known) => {
    for (const reference of references) if (!known.has(reference)) findings.add(subject, "unknown_reference", FACTS, { reference });
  };
  for (const figure of index.figures.values()) {
    const subject = about("figure", figure.id);
    check(subject, figure.evidence, index.evidence);
    check(subject, figure.events, index.events);
    const family = index.families.get(figure.family);
    if (figure.family !== null && !(family && family.figures.includes(figure.id))) {
      findings.add(subject, "unknown_reference", FACTS, { reference: figure.family });
    }
  }
  for (const date of index.dates.values()) check(about("date", date.id), date.evidence, index.evidence);
  for (const [subject, value] of holdersOf(index)) check(subject, value.events, index.events);
  for (const claim of index.claims.values()) check(about("claim", claim.id), claim.evidence || [], index.evidence);
}

function checkFiles(index, files, sums, findings) {
  const named = new Set([FACTS, PROVENANCE]);
  const held = index.facts.edition.files.map((file) => [about("file", file.path), file, REPORT]);
  for (const [subject, value] of holdersOf(index)) for (const file of shownFiles(value)) held.push([subject, file, EVIDENCE]);
  for (const [subject, { path, sha256: hash, size }, folder] of held) {
    named.add(path);
    if (!path.startsWith(folder)) findings.add(subject, "wrong_folder", FACTS, { path });
    if (!files.has(path)) findings.add(subject, "missing_file", path);
    else if (sums.get(path) !== hash || files.get(path).length !== size) {
      findings.add(subject, "hash_differs", path, { listed_in: FACTS, expected: hash, actual: sums.get(path) });
    }
  }
  for (const path of files.keys()) {
    if (path.startsWith("data/") && !named.has(path)) findings.add(PACK, "extra_file", path, { not_in: FACTS });
  }
}

function checkLedger(index, findings) {
  const { ledger, ...content } = index.facts, { events } = ledger;
  if (events.some((event, i) => i && events[i - 1].index >= event.index)) {
    findings.add(EVERYTHING, "events_not_ordered", FACTS);
    return;
  }
  const leaves = new Map(events.map((event) => [event.index, leafHash(canonical(event.event))]));
  const root = batchRoot(leaves, ledger.tree_size, ledger.proof.map(unhex));
  if (root === null || hex(root) !== ledger.root) findings.add(EVERYTHING, "root_differs", FACTS, { root: ledger.root });
  if (!isSealed(ledger)) findings.add(EVERYTHING, "seal_broken", FACTS, { date: ledger.seal.date });
  if (ledger.issue === null) return;
  const issue = index.events.get(ledger.issue);
  const digest = hex(sha256Here(canonical(content)));
  if (!issue || !canonicalText(issue.event).includes(digest)) findings.add(EVERYTHING, "issue_differs", FACTS, { index: ledger.issue });
}
