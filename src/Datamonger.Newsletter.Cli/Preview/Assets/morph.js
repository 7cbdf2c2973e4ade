// Brings a document to another one's content with as few changes as can be, so that scroll position, selection and loaded pictures
// stay. A place in the source (data-source) moves with every line that is added above it; it is taken over and is no change to see.

// What a node looks like, kept for one run alone: a document that is changed looks different afterwards.
let signatures = new Map();

function signature(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeType + ":" + node.nodeValue;
  let known = signatures.get(node);
  if (known === undefined) signatures.set(node, known = node.outerHTML.replace(/ data-source="[^"]*"/g, ""));
  return known;
}

/** Changes the old element; returns the elements that look different now. */
export function morph(old, fresh) {
  signatures = new Map();
  const changed = new Set();
  element(old, fresh, changed);
  signatures = new Map();
  return [...changed].filter((one) => one.isConnected && ![...changed].some((other) => other !== one && other.contains(one)));
}

function element(old, fresh, changed) {
  attributes(old, fresh, changed);
  children(old, fresh, changed);
}

function attributes(old, fresh, changed) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) === value) continue;
    old.setAttribute(name, value);
    if (name !== "data-source") changed.add(old);
  }
}

function children(old, fresh, changed) {
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  let start = 0;
  while (start < before.length && start < after.length && signature(before[start]) === signature(after[start])) same(before[start], after[start++]);
  let end = 0;
  while (end < before.length - start && end < after.length - start && signature(before.at(-1 - end)) === signature(after.at(-1 - end))) {
    same(before.at(-1 - end), after.at(-1 - end));
    end++;
  }
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  const anchor = before[before.length - end] ?? null;
  for (let i = 0; i < Math.max(gone.length, come.length); i++) {
    const [from, to] = [gone[i], come[i]];
    if (from && to && from.nodeName === to.nodeName && from.nodeType === Node.ELEMENT_NODE) element(from, to, changed);
    else if (from && to && from.nodeType === Node.TEXT_NODE && to.nodeType === Node.TEXT_NODE) {
      from.nodeValue = to.nodeValue;
      changed.add(old);
    } else {
      if (to) {
        const node = old.ownerDocument.importNode(to, true);
        old.insertBefore(node, from ?? anchor);
        changed.add(node.nodeType === Node.ELEMENT_NODE ? node : old);
      }
      from?.remove();
    }
  }
}

// The same but for places: they are taken over without a look at anything else.
function same(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) return;
  const now = [fresh, ...fresh.querySelectorAll("*")];
  [old, ...old.querySelectorAll("*")].forEach((one, index) => {
    const place = now[index].getAttribute("data-source");
    if (place === null) one.removeAttribute("data-source");
    else if (one.getAttribute("data-source") !== place) one.setAttribute("data-source", place);
  });
}
