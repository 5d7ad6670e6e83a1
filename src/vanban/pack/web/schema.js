// The part of JSON Schema that facts.schema.json uses: schema.py.

const PATTERNS = new Map();

function violation(value, schema, place = "") {
  if (schema.$ref) return violation(value, SCHEMA.$defs[schema.$ref.slice(8)], place);
  if (schema.anyOf) {
    const found = schema.anyOf.map((option) => violation(value, option, place));
    return found.includes(null) ? null : found[0];
  }
  if (schema.enum) return schema.enum.includes(value) ? null : `${place}: enum`;
  const kind = kindOf(value);
  if (![].concat(schema.type).includes(kind)) return `${place}: type`;
  if (kind === "string") {
    if (value.length < (schema.minLength || 0)) return `${place}: minLength`;
    return schema.pattern && !patternOf(schema.pattern).test(value) ? `${place}: pattern` : null;
  }
  if (kind === "array") return listViolation(value, schema, place);
  if (kind === "object") return objectViolation(value, schema, place);
  return kind === "integer" && "minimum" in schema && value < schema.minimum ? `${place}: minimum` : null;
}

function patternOf(text) {
  if (!PATTERNS.has(text)) PATTERNS.set(text, new RegExp(`^(?:${text})$`));
  return PATTERNS.get(text);
}

function listViolation(value, schema, place) {
  if (value.length < (schema.minItems || 0)) return `${place}: minItems`;
  for (const [index, each] of value.entries()) {
    const found = violation(each, schema.items, `${place}/${index}`);
    if (found) return found;
  }
  return null;
}

function objectViolation(value, schema, place) {
  const missing = (schema.required || []).find((name) => !Object.hasOwn(value, name));
  if (missing) return `${place}/${missing}: required`;
  for (const [name, each] of Object.entries(value)) {
    const rule = get(schema.properties || {}, name) ?? schema.additionalProperties ?? true;
    if (rule === false) return `${place}/${name}: additionalProperties`;
    const found = rule === true ? null : violation(each, rule, `${place}/${name}`);
    if (found) return found;
  }
  return null;
}
