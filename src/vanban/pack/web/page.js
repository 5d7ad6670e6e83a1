// The page: a file or folder comes in, a verdict goes out.

const MOST_BYTES = 1.5 * 2 ** 30;
const byId = (id) => document.getElementById(id);
let shown = null;

function showWords() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  document.title = `${word("ui_title")} · Minh Chứng`;
  if (shown) byId("verdict").replaceChildren(showVerdict(shown.verdict, shown.files));
}

async function run(read) {
  const bar = byId("progress");
  byId("verdict").replaceChildren();
  delete document.documentElement.dataset.verdict;
  bar.hidden = false;
  try {
    const container = await read();
    const verdict = await verify(container, (share) => { bar.value = share; });
    shown = { verdict, files: container.files };
    byId("verdict").replaceChildren(showVerdict(verdict, container.files));
    globalThis.verdict = asObject(verdict);
    document.documentElement.dataset.verdict = verdict.valid ? "valid" : "not-valid";
  } catch (error) {
    shown = null;
    byId("verdict").replaceChildren(make("p", { class: "banner late", role: "alert" }, word("ui_cannot"), make("span", { class: "small quiet" }, ` ${error.name}`)));
    document.documentElement.dataset.verdict = "unread";
  }
  bar.hidden = true;
  byId("verdict").focus();
}

async function bytesOf(file) {
  if (file.size > MOST_BYTES) throw new PackError("file_too_large");
  return new Uint8Array(await file.arrayBuffer());
}

const withoutRoot = (path) => path.split("/").slice(1).join("/");
const fromFile = (file) => run(async () => readZip(await bytesOf(file)));
const fromFiles = (files) => run(async () => readFolder(await Promise.all([...files].map(async (file) => [withoutRoot(file.webkitRelativePath), await bytesOf(file)]))));

async function filesUnder(entry, path = "") {
  if (entry.isFile) return [[path, await new Promise((done, failed) => { entry.file(done, failed); })]];
  const reader = entry.createReader(), found = [];
  for (;;) {
    const batch = await new Promise((done, failed) => { reader.readEntries(done, failed); });
    if (!batch.length) return found;
    for (const each of batch) found.push(...await filesUnder(each, path ? `${path}/${each.name}` : each.name));
  }
}

function dropped(event) {
  event.preventDefault();
  byId("drop").classList.remove("over");
  const [item] = event.dataTransfer.items, entry = item && item.webkitGetAsEntry && item.webkitGetAsEntry();
  if (entry && entry.isDirectory) {
    run(async () => readFolder(await Promise.all((await filesUnder(entry)).map(async ([path, file]) => [path, await bytesOf(file)]))));
  } else if (event.dataTransfer.files.length) fromFile(event.dataTransfer.files[0]);
}

document.addEventListener("dragover", (event) => { event.preventDefault(); byId("drop").classList.add("over"); });
document.addEventListener("dragleave", () => byId("drop").classList.remove("over"));
document.addEventListener("drop", dropped);
byId("file").addEventListener("change", (event) => { if (event.target.files.length) fromFile(event.target.files[0]); });
byId("folder").addEventListener("change", (event) => { if (event.target.files.length) fromFiles(event.target.files); });
byId("language").addEventListener("click", () => { language = language === "vi" ? "en" : "vi"; showWords(); });
showWords();
