// SHA-256 (through the browser where it can, else here), SHA-512 and CRC-32.

const primes = (count) => {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n);
  return found;
};

// The first bits of the fractional part of the root of a prime (FIPS 180-4 §4.2), by whole numbers.
function fractionBits(prime, degree, bits) {
  const target = BigInt(prime) << BigInt(degree * bits);
  let low = 0n, high = 1n << BigInt(bits + 10);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(degree) <= target) low = middle;
    else high = middle;
  }
  return low & ((1n << BigInt(bits)) - 1n);
}

const K512 = primes(80).map((prime) => fractionBits(prime, 3, 64));
const H512 = primes(8).map((prime) => fractionBits(prime, 2, 64));
const K256 = Uint32Array.from(K512.slice(0, 64), (word) => Number(word >> 32n));
const H256 = Uint32Array.from(H512, (word) => Number(word >> 32n));

function padded(bytes, block) {
  const length = Math.ceil((bytes.length + 1 + block / 8) / block) * block;
  const result = new Uint8Array(length);
  result.set(bytes);
  result[bytes.length] = 0x80;
  new DataView(result.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return result;
}

function sha256Here(bytes) {
  const state = Uint32Array.from(H256), w = new Uint32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  const tail = padded(bytes.subarray(whole), 64);
  new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  for (const [part, end] of [[bytes, whole], [tail, tail.length]]) {
    for (let place = 0; place < end; place += 64) compress256(state, w, part, place);
  }
  const result = new Uint8Array(32), view = new DataView(result.buffer);
  state.forEach((word, i) => view.setUint32(4 * i, word));
  return result;
}

function compress256(state, w, bytes, place) {
  for (let i = 0; i < 16; i++, place += 4) {
    w[i] = (bytes[place] << 24) | (bytes[place + 1] << 16) | (bytes[place + 2] << 8) | bytes[place + 3];
  }
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15], b = w[i - 2];
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K256[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
}

async function sha256(bytes) {
  if (globalThis.crypto && crypto.subtle && bytes.length > 4096) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256Here(bytes);
}

function sha512(bytes) {
  const M = (1n << 64n) - 1n, turn = (x, n) => ((x >> n) | (x << (64n - n))) & M;
  const data = padded(bytes, 128), view = new DataView(data.buffer);
  let state = [...H512];
  for (let place = 0; place < data.length; place += 128) {
    const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(place + 8 * i));
    for (let i = 16; i < 80; i++) {
      const a = w[i - 15], b = w[i - 2];
      const s0 = turn(a, 1n) ^ turn(a, 8n) ^ (a >> 7n), s1 = turn(b, 19n) ^ turn(b, 61n) ^ (b >> 6n);
      w.push((w[i - 16] + s0 + w[i - 7] + s1) & M);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n), s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t1 = h + s1 + ((e & f) ^ (~e & M & g)) + K512[i] + w[i];
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & M, c, b, a, (t1 + t2) & M];
    }
    state = [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) & M);
  }
  const result = new Uint8Array(64), out = new DataView(result.buffer);
  state.forEach((word, i) => out.setBigUint64(8 * i, word));
  return result;
}

const CRC_TABLES = (() => {
  const tables = Array.from({ length: 8 }, () => new Uint32Array(256));
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    tables[0][n] = c >>> 0;
  }
  for (let k = 1; k < 8; k++) {
    for (let n = 0; n < 256; n++) tables[k][n] = (tables[k - 1][n] >>> 8) ^ tables[0][tables[k - 1][n] & 255];
  }
  return tables;
})();

function crc32(bytes) {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = CRC_TABLES;
  let c = 0xffffffff, i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    const low = c ^ (bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
    c = t7[low & 255] ^ t6[(low >>> 8) & 255] ^ t5[(low >>> 16) & 255] ^ t4[low >>> 24]
      ^ t3[bytes[i + 4]] ^ t2[bytes[i + 5]] ^ t1[bytes[i + 6]] ^ t0[bytes[i + 7]];
  }
  for (; i < bytes.length; i++) c = t0[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
