// Texts, bytes and canonical JSON (RFC 8785): the same rules as canonical.py.

class PackError extends Error {
  constructor(code, data = {}) {
    super(code);
    this.code = code;
    this.data = data;
  }
}

const encode = (text) => new TextEncoder().encode(text);
const decode = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const get = (object, name) => (Object.hasOwn(object, name) ? object[name] : null);

function concat(...parts) {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    result.set(part, place);
    place += part.length;
  }
  return result;
}

function sameBytes(one, other) {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isSafeInteger(value) ? "integer" : "other";
  return { string: "string", boolean: "boolean", object: "object" }[typeof value] || "other";
}

function canonicalText(value, depth = 0) {
  const kind = kindOf(value);
  if (kind === "other") throw new PackError("not_an_integer");
  if (kind === "string") {
    if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)) throw new PackError("lone_surrogate");
    return JSON.stringify(value);
  }
  if (kind !== "array" && kind !== "object") return JSON.stringify(value);
  if (depth >= 64) throw new PackError("too_deep");
  if (kind === "array") return `[${value.map((each) => canonicalText(each, depth + 1)).join(",")}]`;
  const members = Object.keys(value).sort(); // by UTF-16 code units, as RFC 8785 §3.2.3 asks
  return `{${members.map((name) => `${canonicalText(name)}:${canonicalText(value[name], depth + 1)}`).join(",")}}`;
}

const canonical = (value) => encode(canonicalText(value));

function readCanonical(bytes) {
  let text, value;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PackError("not_utf8");
  }
  try {
    value = JSON.parse(text);
  } catch {
    throw new PackError("not_json");
  }
  if (canonicalText(value) !== text) throw new PackError("not_canonical");
  return value;
}
