// The ledger's Merkle tree (RFC 6962) and the Ed25519 seal (RFC 8032): merkle.py, ed25519.py, seal.py, sampling.py.

const leafHash = (data) => sha256Here(concat(Uint8Array.of(0), data));
const nodeHash = (left, right) => sha256Here(concat(Uint8Array.of(1), left, right));
const splitAt = (length) => 2 ** Math.floor(Math.log2(length - 1) + 1e-12);

function gapsOf(indexes, size) {
  const gaps = [], todo = size ? [[0, size, 0, indexes.length]] : [];
  while (todo.length) {
    const [low, high, start, end] = todo.pop();
    if (start === end) gaps.push([low, high]);
    else if (high - low > 1) {
      const middle = low + splitAt(high - low);
      let border = start, top = end;
      while (border < top) {
        const half = (border + top) >> 1;
        if (indexes[half] < middle) border = half + 1;
        else top = half;
      }
      todo.push([middle, high, border, end], [low, middle, start, border]);
    }
  }
  return gaps;
}

function batchRoot(leaves, size, proof) {
  const indexes = [...leaves.keys()].sort((a, b) => a - b);
  if (indexes.length && indexes.at(-1) >= size) return null;
  const gaps = gapsOf(indexes, size);
  if (gaps.length !== proof.length) return null;
  if (size === 0) return sha256Here(new Uint8Array());
  const parts = [...indexes.map((index) => [index, index + 1, leaves.get(index)]), ...gaps.map(([low, high], i) => [low, high, proof[i]])];
  const stack = [];
  for (let [low, high, hash] of parts.sort((one, other) => one[0] - other[0])) {
    while (stack.length && areTwins(stack.at(-1), high)) {
      const [left, , given] = stack.pop();
      [low, hash] = [left, nodeHash(given, hash)];
    }
    stack.push([low, high, hash]);
  }
  return stack.map((part) => part[2]).reduceRight((edge, hash) => nodeHash(hash, edge));
}

function areTwins([low, high], end) {
  const length = high - low;
  return end - high === length && Number.isInteger(Math.log2(length)) && low % (2 * length) === 0;
}

const P = 2n ** 255n - 19n, ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (x) => ((x % P) + P) % P;

function power(base, exponent) {
  let result = 1n;
  for (base = mod(base); exponent; exponent >>= 1n, base = (base * base) % P) if (exponent & 1n) result = (result * base) % P;
  return result;
}

const D = mod(-121665n * power(121666n, P - 2n)), ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const little = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function addPoints([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * t1 * t2 * D), d = mod(2n * z1 * z2);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function multiplyPoint(scalar, point) {
  let result = [0n, 1n, 1n, 0n];
  for (; scalar; scalar >>= 1n, point = addPoints(point, point)) if (scalar & 1n) result = addPoints(result, point);
  return result;
}

function xOf(y, sign) {
  if (y >= P) return null;
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * ROOT_OF_MINUS_ONE);
  if (mod(x * x - square) || (x === 0n && sign)) return null;
  return (x & 1n) === sign ? x : P - x;
}

function decodePoint(bytes) {
  const number = little(bytes), y = number & (2n ** 255n - 1n), x = xOf(y, number >> 255n);
  return x === null ? null : [x, y, 1n, mod(x * y)];
}

function encodedPoint([x, y, z]) {
  const inverse = power(z, P - 2n);
  return mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n);
}

function verifySignature(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const point = decodePoint(key), scalar = little(signature.subarray(32));
  if (point === null || scalar >= ORDER) return false;
  const challenge = little(sha512(concat(signature.subarray(0, 32), key, message))) % ORDER;
  const y = mod(4n * power(5n, P - 2n)), x = xOf(y, 0n), [kx, ky, kz, kt] = point;
  const sum = addPoints(multiplyPoint(scalar, [x, y, 1n, mod(x * y)]), multiplyPoint(challenge, [mod(-kx), ky, kz, mod(-kt)]));
  return encodedPoint(sum) === little(signature.subarray(0, 32));
}

function isSealed({ tree_size, root, seal }) {
  const message = canonical({ date: seal.date, format: "minh-chung/seal/1", root, tree_size });
  return verifySignature(unhex(seal.public_key), message, unhex(seal.signature));
}

function drawSample(root, count, ids) {
  const ticket = (id) => hex(sha256Here(encode(`minh-chung/sample/1\0${root}\0${id}`)));
  const drawn = [...new Set(ids)].map((id) => [ticket(id), id]).sort(([one], [other]) => (one < other ? -1 : 1));
  return drawn.slice(0, Math.max(count, 0)).map(([, id]) => id);
}
