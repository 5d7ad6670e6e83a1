// The evaluator of figures: formula.py.

const FIELD = /^[a-z][a-z0-9_]{0,63}$/, MOST_VALUES = 10000;
const FORMULA_KEYS = {
  count: [["op"], ["where"]],
  count_distinct: [["op", "field"], ["where"]],
  sum: [["op", "field"], ["where"]],
  percent: [["op", "part", "whole", "digits"], []],
};

function evaluate(formula, rows) {
  validate(formula, "");
  if (formula.op !== "percent") return wholeNumber(formula, rows);
  return percentage(wholeNumber(formula.part, rows), wholeNumber(formula.whole, rows), formula.digits);
}

function percentage(part, whole, digits) {
  if (whole === 0) return null;
  const one = BigInt(part), other = BigInt(whole), power = 10n ** BigInt(digits);
  const size = (number) => (number < 0n ? -number : number);
  const rounded = (2n * size(one) * 100n * power + size(other)) / (2n * size(other));
  const sign = rounded && (one < 0n) !== (other < 0n) ? "-" : "";
  const tail = digits ? String(rounded % power).padStart(digits, "0").replace(/0+$/, "") : "";
  return `${sign}${rounded / power}${tail ? "." : ""}${tail}`;
}

const keyOf = (value) => `${typeof value} ${value}`; // 1, "1" and true are three values
const isScalar = (value) => ["string", "integer", "boolean", "null"].includes(kindOf(value));
const isObject = (value) => kindOf(value) === "object";

function countedRows(formula, rows) {
  if (formula.op === "percent") return countedRows(formula.part, rows);
  const wanted = Object.entries(get(formula, "where") || {}).map(([field, value]) => [field, new Set((Array.isArray(value) ? value : [value]).map(keyOf))]);
  return rows.filter((row) => wanted.every(([field, choices]) => choices.has(keyOf(get(row, field)))));
}

function wholeNumber(formula, rows) {
  const chosen = countedRows(formula, rows);
  if (formula.op === "count") return chosen.length;
  const values = chosen.map((row) => get(row, formula.field)).filter((value) => value !== null);
  if (formula.op === "count_distinct") return new Set(values.map(keyOf)).size;
  if (values.some((value) => kindOf(value) !== "integer")) throw new PackError("not_an_integer", { field: formula.field });
  const total = values.reduce((sum, value) => sum + BigInt(value), 0n);
  if (total > BigInt(Number.MAX_SAFE_INTEGER) || -total > BigInt(Number.MAX_SAFE_INTEGER)) throw new PackError("sum_too_large", { field: formula.field });
  return Number(total);
}

function validate(formula, place = "") {
  if (!isObject(formula)) throw new PackError("formula_not_an_object", { place });
  const op = get(formula, "op");
  if (typeof op !== "string" || !Object.hasOwn(FORMULA_KEYS, op) || (place && op === "percent")) throw new PackError("unknown_operation", { place });
  const [needed, optional] = FORMULA_KEYS[op], keys = Object.keys(formula);
  const isComplete = needed.every((key) => keys.includes(key)), isKnown = keys.every((key) => needed.includes(key) || optional.includes(key));
  if (!isComplete || !isKnown) throw new PackError("formula_keys", { place });
  if (needed.includes("field") && !(typeof formula.field === "string" && FIELD.test(formula.field))) throw new PackError("field_name", { place });
  if (op !== "percent") {
    validateWhere(Object.hasOwn(formula, "where") ? formula.where : {}, place);
    return;
  }
  if (kindOf(formula.digits) !== "integer" || formula.digits < 0 || formula.digits > 6) throw new PackError("digits_out_of_range");
  validate(formula.part, "part");
  validate(formula.whole, "whole");
}

function validateWhere(where, place) {
  if (!isObject(where)) throw new PackError("where_not_an_object", { place });
  for (const [field, wanted] of Object.entries(where)) {
    const values = Array.isArray(wanted) ? wanted : [wanted];
    if (!FIELD.test(field)) throw new PackError("field_name", { place });
    if (!values.length || values.length > MOST_VALUES) throw new PackError("where_values", { place, field });
    if (!values.every(isScalar)) throw new PackError("where_not_a_scalar", { place, field });
  }
}
