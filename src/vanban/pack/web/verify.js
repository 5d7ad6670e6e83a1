// One verdict for a container: verify.py.

const TRACE = /\{"anchor":"[^"]*"[^{}]*?"id":"([^"]{1,120})","kind":"([a-z-]+)".{0,4000}?"text":"((?:[^"\\]|\\.){0,500})"\}/gs;

async function verify(container, progress = () => {}) {
  const { files, crcs, faults, whole } = container, findings = new Findings(), sums = new Map();
  for (const { code, file, data } of faults) {
    findings.add(file !== null && file !== FACTS ? about("file", file) : EVERYTHING, code, file || "", data);
  }
  let done = 0;
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0) || 1;
  for (const [name, bytes] of files) {
    sums.set(name, hex(await sha256(bytes)));
    if (crcs.has(name) && crcs.get(name) !== crc32(bytes)) findings.add(fileSubject(name), "crc_differs", name);
    done += bytes.length;
    progress(done / total);
  }
  checkBag(container, sums, findings);
  const verdict = {
    facts: readFacts(files, findings),
    sha256: whole ? hex(await sha256(whole)) : "",
    fingerprint: sums.get(TAG_MANIFEST) || "",
    claims: [],
  };
  verdict.bound = verdict.facts !== null && verdict.facts.ledger.issue !== null;
  verdict.claims = verdict.facts ? claimVerdicts(verdict.facts, files, sums, findings) : traces(files, findings);
  verdict.findings = findings.every();
  verdict.valid = verdict.findings.length === 0;
  return verdict;
}

function readFacts(files, findings) {
  if (!files.has(FACTS)) return null;
  const bytes = files.get(FACTS);
  let facts = null;
  try {
    facts = readCanonical(bytes);
  } catch (error) {
    if (!(error instanceof PackError || error instanceof RangeError)) throw error;
    findings.add(EVERYTHING, error.code || "too_deep", FACTS, error.data || {});
    facts = lenient(bytes);
  }
  const wrong = violation(facts, SCHEMA);
  if (wrong) findings.add(EVERYTHING, "facts_shape", FACTS, { place: wrong });
  return wrong ? null : facts;
}

function lenient(bytes) {
  try {
    const value = JSON.parse(decode(bytes));
    canonicalText(value);
    return value;
  } catch {
    return null;
  }
}

function claimVerdicts(facts, files, sums, findings) {
  const index = indexOf(facts, findings);
  checkFacts(index, files, sums, findings);
  checkClaims(index, files.get(PAGE_PATH), findings);
  return facts.claims.map((claim) => {
    const found = findings.about(restsOn(claim, index));
    return { id: claim.id, kind: claim.kind, text: claim.text, sentence: claim.sentence, status: found.length ? "broken" : statusOf(claim, index), findings: found };
  });
}

// The claims of which the facts still bear a trace, all broken: their ground is gone.
function traces(files, findings) {
  const found = findings.about([EVERYTHING]);
  const name = [FACTS, ...files.keys()].find((each) => files.has(each) && (each === FACTS || decode(files.get(each).subarray(0, 11)) === '{"claims":['));
  if (!name) return [];
  return [...decode(files.get(name)).matchAll(TRACE)].map(([, id, kind, text]) => ({ id, kind, text, sentence: "", status: "broken", findings: found }));
}

// As `verify.py --json` prints it.
function asObject(verdict) {
  const ledger = verdict.facts ? verdict.facts.ledger : { root: "", seal: { public_key: "" } };
  const touched = (finding) => verdict.claims.filter((claim) => claim.findings.includes(finding)).map((claim) => claim.id);
  return {
    valid: verdict.valid,
    bound: verdict.bound,
    sha256: verdict.sha256,
    fingerprint: verdict.fingerprint,
    root: ledger.root,
    public_key: ledger.seal.public_key,
    claims: verdict.claims.map(({ id, kind, text, status, findings }) => ({ id, kind, text, status, findings })),
    findings: verdict.findings.map((finding) => ({ ...finding, claims: touched(finding) })),
  };
}
