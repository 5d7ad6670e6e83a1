// Whether a printed text says a value: printed.py.

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const DIGIT_WORDS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const ONES = new Map([...DIGIT_WORDS.map((word, value) => [word, value]), ["mốt", 1], ["tư", 4], ["lăm", 5], ["nhăm", 5], ["bẩy", 7]]);
const SCALES = new Map([["nghìn", 1e3], ["ngàn", 1e3], ["triệu", 1e6], ["tỷ", 1e9], ["tỉ", 1e9]]);
const DATE = /(?<![0-9])([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})(?![0-9])|(?<![0-9])([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})(?![0-9])/g;

const tidy = (text) => text.normalize("NFC").replace(SPACES, " ").replace(/^ | $/g, "");

function says(text, value, form) {
  text = tidy(text);
  if (value === null) return ["–", "—", "-"].includes(text);
  const wanted = String(value);
  if (form === "percent") return text.endsWith("%") && digitsOf(text.slice(0, -1).trimEnd()) === wanted;
  if (form === "padded") {
    const isPadded = /^(0[0-9]|[1-9][0-9]+|[1-9][0-9]{0,2}([.][0-9]{3})+)$/.test(text);
    return isPadded && (text.replaceAll(".", "").replace(/^0+/, "") || "0") === wanted;
  }
  if (form === "words") return numberOf(text.toLowerCase().replace(/ phần trăm$/, "").split(" ").filter(Boolean)) === wanted;
  return digitsOf(text) === wanted;
}

function datesIn(text) {
  return [...tidy(text).matchAll(DATE)].map(([, a, b, c, d, e, f]) => `${c || f}-${(b || e).padStart(2, "0")}-${(a || d).padStart(2, "0")}`);
}

function digitsOf(text) {
  const match = /^(-?)([1-9][0-9]{0,2}(?:[.][0-9]{3})+|0|[1-9][0-9]*)(?:,([0-9]+))?$/.exec(text);
  if (!match) return null;
  const decimals = (match[3] || "").replace(/0+$/, "");
  return match[1] + match[2].replaceAll(".", "") + (decimals ? `.${decimals}` : "");
}

function numberOf(words) {
  let total = 0, limit = 1e12, pending = [];
  for (const word of words) {
    const scale = SCALES.get(word);
    if (scale === undefined) {
      pending.push(word);
      continue;
    }
    const group = hundredsOf(pending);
    if (group === null || scale >= limit) return null;
    [total, limit, pending] = [total + group * scale, scale, []];
  }
  const rest = pending.length ? hundredsOf(pending) : 0;
  return rest === null || !words.length ? null : String(total + rest);
}

function hundredsOf(words) {
  if (words.length >= 2 && words[1] === "trăm" && ONES.has(words[0])) {
    const rest = words.length > 2 ? belowHundred(words.slice(2)) : 0;
    return rest === null ? null : ONES.get(words[0]) * 100 + rest;
  }
  return belowHundred(words);
}

function belowHundred(words) {
  const [first, second, third] = words, one = (word) => (ONES.has(word) ? ONES.get(word) : null);
  if (words.length === 1) return first === "mười" ? 10 : one(first);
  if (words.length === 2 && ["linh", "lẻ", "mười"].includes(first)) return one(second) === null ? null : one(second) + (first === "mười" ? 10 : 0);
  if (words.length > 3 || second !== "mươi" || one(first) === null) return null;
  const ones = words.length === 3 ? one(third) : 0;
  return ones === null ? null : one(first) * 10 + ones;
}
