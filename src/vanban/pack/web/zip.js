// The one zip form of a pack: layout.py and container.py.

const FULL_16 = 0xffff, FULL_32 = 0xffffffff, MOST_ENTRIES = 1000000;
const LOCAL_SIZE = 30, CENTRAL_SIZE = 46, END_SIZE = 22, END_64_SIZE = 56, LOCATOR_SIZE = 20;
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}$/;
const DEVICES = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])$/;

// Little-endian numbers: pack([2, 20], [4, crc], …) with sizes in bytes.
function pack(...fields) {
  const result = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0)), view = new DataView(result.buffer);
  let place = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(place, value, true);
    else if (size === 4) view.setUint32(place, value, true);
    else view.setBigUint64(place, BigInt(value), true);
    place += size;
  }
  return result;
}

function localHeader({ name, size, crc }) {
  const bytes = encode(name), isLarge = size >= FULL_32;
  const extra = isLarge ? pack([2, 1], [2, 16], [8, size], [8, size]) : new Uint8Array();
  const shown = isLarge ? FULL_32 : size;
  return concat(pack([4, 0x04034b50], [2, isLarge ? 45 : 20], [2, 0x0800], [2, 0], [2, 0], [2, 33], [4, crc], [4, shown], [4, shown],
    [2, bytes.length], [2, extra.length]), bytes, extra);
}

function centralRecord({ name, size, crc }, offset) {
  const bytes = encode(name);
  const numbers = [...(size >= FULL_32 ? [size, size] : []), ...(offset >= FULL_32 ? [offset] : [])];
  const extra = numbers.length ? pack([2, 1], [2, 8 * numbers.length], ...numbers.map((number) => [8, number])) : new Uint8Array();
  const version = numbers.length ? 45 : 20, shown = Math.min(size, FULL_32);
  return concat(pack([4, 0x02014b50], [2, 768 | version], [2, version], [2, 0x0800], [2, 0], [2, 0], [2, 33], [4, crc], [4, shown], [4, shown],
    [2, bytes.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0o100644 * 65536], [4, Math.min(offset, FULL_32)]), bytes, extra);
}

function endRecords(count, size, start) {
  const large = count >= FULL_16 || size >= FULL_32 || start >= FULL_32
    ? pack([4, 0x06064b50], [8, 44], [2, 768 | 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, start],
      [4, 0x07064b50], [4, 0], [8, start + size], [4, 1])
    : new Uint8Array();
  const shown = Math.min(count, FULL_16);
  return concat(large, pack([4, 0x06054b50], [2, 0], [2, 0], [2, shown], [2, shown], [4, Math.min(size, FULL_32)], [4, Math.min(start, FULL_32)], [2, 0]));
}

function offsetsOf(entries) {
  const places = [0];
  for (const entry of entries) {
    places.push(places.at(-1) + LOCAL_SIZE + encode(entry.name).length + (entry.size >= FULL_32 ? 20 : 0) + entry.size);
  }
  return places;
}

function isSafeName(name) {
  return SAFE_NAME.test(name) && !name.toLowerCase().split("/").some((part) => part.endsWith(".") || DEVICES.test(part.split(".")[0]));
}

function readZip(data) {
  const faults = [], view = new DataView(data.buffer, data.byteOffset, data.length);
  let entries;
  try {
    entries = centralEntries(data, view);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    faults.push({ code: error.code, file: null, data: error.data });
    entries = entriesByWalking(data, view);
  }
  faults.push(...nameFaults(entries), ...formFaults(data, entries));
  const places = offsetsOf(entries), files = new Map(), crcs = new Map();
  entries.forEach((entry, i) => {
    const start = places[i] + localHeader(entry).length;
    if (start + entry.size > data.length) return;
    files.set(entry.name, data.subarray(start, start + entry.size));
    crcs.set(entry.name, entry.crc);
  });
  return { files, crcs, faults, whole: data };
}

function centralEntries(data, view) {
  const { count, size, start } = zipEnd(data, view);
  if (count > MOST_ENTRIES) throw new PackError("too_many_entries", { count, most: MOST_ENTRIES });
  if (start + size + endRecords(count, size, start).length !== data.length) throw new PackError("bytes_outside_entries");
  const entries = [], stop = start + size;
  let place = start;
  for (let i = 0; i < count; i++) {
    const [entry, length] = centralEntry(data, view, place, stop);
    entries.push(entry);
    place += length;
  }
  if (place !== stop) throw new PackError("central_directory");
  if (offsetsOf(entries).at(-1) !== start) throw new PackError("bytes_outside_entries");
  return entries;
}

function zipEnd(data, view) {
  const end = data.length - END_SIZE;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new PackError("no_end_record");
  const count = view.getUint16(end + 10, true), size = view.getUint32(end + 12, true), start = view.getUint32(end + 16, true);
  if (count < FULL_16 && size < FULL_32 && start < FULL_32) return { count, size, start };
  const place = end - LOCATOR_SIZE - END_64_SIZE;
  if (place < 0 || view.getUint32(place, true) !== 0x06064b50) throw new PackError("no_end_record");
  const large = (at) => Number(view.getBigUint64(place + at, true));
  return { count: large(32), size: large(40), start: large(48) };
}

function centralEntry(data, view, place, stop) {
  if (place + CENTRAL_SIZE > stop || view.getUint32(place, true) !== 0x02014b50) throw new PackError("central_directory");
  const short = (at) => view.getUint16(place + at, true);
  const nameLength = short(28), length = CENTRAL_SIZE + nameLength + short(30) + short(32);
  const name = decode(data.subarray(place + CENTRAL_SIZE, place + CENTRAL_SIZE + nameLength));
  if (place + length > stop) throw new PackError("central_directory", { entry: name });
  if (!isSafeName(name)) throw new PackError("unsafe_name", { entry: name });
  if (short(8) & 1) throw new PackError("encrypted_entry", { entry: name });
  if (short(10)) throw new PackError("compressed_entry", { entry: name });
  const mode = short(40);
  if (mode && (mode & 0o170000) !== 0o100000) throw new PackError("not_a_regular_file", { entry: name });
  let size = view.getUint32(place + 24, true);
  if (size === FULL_32) {
    const extra = place + CENTRAL_SIZE + nameLength;
    if (short(30) < 12 || view.getUint16(extra, true) !== 1) throw new PackError("central_directory", { entry: name });
    size = Number(view.getBigUint64(extra + 4, true));
  }
  return [{ name, size, crc: view.getUint32(place + 16, true) }, length];
}

function entriesByWalking(data, view) {
  const entries = [], seen = new Set();
  let place = 0;
  while (place + LOCAL_SIZE <= data.length && view.getUint32(place, true) === 0x04034b50 && entries.length < MOST_ENTRIES) {
    const size = view.getUint32(place + 18, true), nameLength = view.getUint16(place + 26, true);
    const name = decode(data.subarray(place + LOCAL_SIZE, place + LOCAL_SIZE + nameLength));
    if (view.getUint16(place + 8, true) || size === FULL_32 || !isSafeName(name) || seen.has(name)) break;
    const entry = { name, size, crc: view.getUint32(place + 14, true) };
    place += localHeader(entry).length + size;
    if (place > data.length) break;
    seen.add(name);
    entries.push(entry);
  }
  return entries;
}

function* nameFaults(entries) {
  const seen = new Set();
  let before = "";
  for (const { name } of entries) {
    if (seen.has(name.toLowerCase())) yield { code: "duplicate_entry", file: name, data: {} };
    else if (before > name) yield { code: "entries_not_sorted", file: name, data: {} };
    seen.add(name.toLowerCase());
    before = name;
  }
}

function* formFaults(data, entries) {
  const places = offsetsOf(entries), directory = places.at(-1);
  let place = directory;
  for (const [i, entry] of entries.entries()) {
    const header = localHeader(entry), record = centralRecord(entry, places[i]);
    if (!sameBytes(data.subarray(places[i], places[i] + header.length), header)) yield { code: "zip_header", file: entry.name, data: {} };
    if (!sameBytes(data.subarray(place, place + record.length), record)) yield { code: "central_directory", file: null, data: { entry: entry.name } };
    place += record.length;
  }
  if (!sameBytes(data.subarray(place), endRecords(entries.length, place - directory, directory))) yield { code: "end_record", file: null, data: {} };
}

// An unpacked pack: [path, bytes] pairs.
function readFolder(pairs) {
  const faults = [], files = new Map();
  for (const [name, bytes] of pairs.sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (isSafeName(name)) files.set(name, bytes);
    else faults.push({ code: "unsafe_name", file: name, data: {} });
  }
  return { files, crcs: new Map(), faults, whole: null };
}
