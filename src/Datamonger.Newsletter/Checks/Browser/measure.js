// Measures pages as this browser lays them out, and leaves what it found in place of the document. Each page lies in a frame of its own, in
// which nothing runs (sandbox without allow-scripts, under the policy of this document); how wide and how dark it is, is the frame's doing.
"use strict";

const pages = JSON.parse(document.getElementById("pages").textContent);
const found = [];
const most = 5; // of one kind of fault at one look
const mostPoints = 1000; // that are asked about at one look: a browser takes the longer to answer, the longer the page is

function open(index) {
  if (index === pages.length) return finish();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin");
  frame.setAttribute("scrolling", "no");
  frame.style.border = "0";
  frame.srcdoc = pages[index].html;
  frame.onload = () => {
    const { contentDocument: page, contentWindow: view } = frame;
    const numbers = new Map(Array.from(page.getElementsByTagName("*"), (element, number) => [element, number]));
    for (const look of pages[index].looks) found.push({ page: index, ...look, ...measure({ frame, page, view, numbers, ...look }) });
    frame.remove();
    open(index + 1);
  };
  document.body.append(frame);
}

// UTF-8 in base 64: what the words of a page say can then not be taken for the end of the answer.
function finish() {
  const bytes = new TextEncoder().encode(JSON.stringify(found));
  document.documentElement.replaceChildren(`measured:${btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))}:`);
}

// Looks without styles come last: what is taken out does not come back.
function measure(look) {
  const { frame, page, width } = look;
  if (!look.styled) page.querySelectorAll("style").forEach(style => style.remove());
  frame.style.colorScheme = look.dark ? "dark" : "light";
  frame.style.width = `${width}px`;
  frame.style.height = "0";
  const overflows = overflowing(look);
  frame.style.height = `${page.documentElement.scrollHeight}px`; // a point can only be asked about inside the frame
  const lines = seenLines(look);
  const isInScheme = look.view.matchMedia("(prefers-color-scheme: dark)").matches === look.dark;
  return { isInScheme, overflows, ...inks(look, lines), overlaps: look.styled ? [] : overlaps(look, lines), targets: targets(look) };
}

const bounds = (page, node) => {
  const range = page.createRange();
  range.selectNodeContents(node);
  return range.getBoundingClientRect();
};

const words = node => node.textContent.replace(/\s+/g, " ").trim().slice(0, 200);

// What makes the page wider than its frame: the innermost elements that do so even when all beside them are gone, and how wide it is then.
function overflowing({ page, width, numbers }) {
  const isWide = () => page.documentElement.scrollWidth > width;
  const culprits = [];
  const without = (elements, ask) => {
    const kept = elements.map(({ style }) => [style, style.getPropertyValue("display"), style.getPropertyPriority("display")]);
    for (const { style } of elements) style.setProperty("display", "none", "important");
    const answer = ask();
    for (const [style, value, priority] of kept) style.setProperty("display", value, priority);
    return answer;
  };
  const search = element => {
    if (culprits.length === most) return;
    const children = Array.from(element.children).filter(child => child.style);
    const alone = group => {
      const others = children.filter(child => !group.has(child));
      if (!without(others, isWide)) return [];
      if (group.size === 1) return [...group];
      const half = [...group];
      const second = half.splice(half.length >> 1);
      return [...alone(new Set(half)), ...alone(new Set(second))];
    };
    const inside = children.length === 0 || without(children, isWide) ? [] : alone(new Set(children));
    for (const child of inside) without(children.filter(other => other !== child), () => search(child));
    if (inside.length === 0) culprits.push({ element: numbers.get(element), width: page.documentElement.scrollWidth });
  };
  if (page.body && isWide()) search(page.body);
  return culprits;
}

function around(element) {
  const elements = [];
  for (; element; element = element.parentElement) elements.push(element);
  return elements;
}

// The lines of text that can be seen, each with the elements at its middle from the top down; far down an endless page, with those around it.
function seenLines({ page, view }) {
  const lines = [];
  const walker = page.createTreeWalker(page.body ?? page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!/[\p{L}\p{N}]/u.test(node.data) || !parent.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const range = page.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const stack = lines.length < mostPoints ? page.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2) : around(parent);
      if (stack.includes(parent)) lines.push({ node, parent, box, stack, style: view.getComputedStyle(parent) });
    }
  }
  return lines;
}

// The colours of letters and of what lies behind them, each pair with the first text that has it. Letters over or under a picture, a
// gradient or a filter have no one colour to be compared with: they are counted, and left to the eye.
function inks({ page, view, numbers }, lines) {
  const layers = new Map();
  const layerOf = element => {
    if (!layers.has(element)) {
      const style = view.getComputedStyle(element);
      const isPicture = /^(img|svg|canvas|video|object|embed|iframe|input)$/i.test(element.localName) || style.backgroundImage !== "none" || style.filter !== "none" || style.mixBlendMode !== "normal";
      layers.set(element, { colour: isPicture ? null : rgba(style.backgroundColor), opacity: Number(style.opacity) });
    }
    return layers.get(element);
  };
  const canvas = canvasOf(page, view);
  const texts = new Map();
  let unclear = 0;
  for (const { node, parent, stack, style } of lines) {
    const place = stack.indexOf(parent);
    const colours = stack.slice(0, place).every(element => layerOf(element).colour?.[3] === 0) ? painted(rgba(style.webkitTextFillColor), stack.slice(place).map(layerOf), canvas) : null;
    if (colours === null) {
      unclear++;
      continue;
    }
    const text = { ...colours, size: parseFloat(style.fontSize), weight: Number(style.fontWeight) };
    const key = JSON.stringify(text);
    if (!texts.has(key)) texts.set(key, { element: numbers.get(parent), text: words(node), ...text });
  }
  return { texts: [...texts.values()], unclear };
}

// Letters and ground through the layers behind them, the nearest first; a layer's opacity is that of all it holds.
function painted(ink, layers, canvas) {
  let ground = [0, 0, 0, 0];
  if (ink === null || ink[3] === 0) return null;
  for (const { colour, opacity } of [...layers, { colour: canvas, opacity: 1 }]) {
    if (ground[3] < 1) {
      if (colour === null) return null;
      ink = over(ink, colour);
      ground = over(ground, colour);
    }
    if (opacity < 1) [ink, ground] = [ink, ground].map(([red, green, blue, alpha]) => [red, green, blue, alpha * opacity]);
  }
  return { ink: ink.slice(0, 3).map(Math.round), ground: ground.slice(0, 3).map(Math.round) };
}

function over(front, back) {
  const alpha = front[3] + back[3] * (1 - front[3]);
  if (alpha === 0) return [0, 0, 0, 0];
  return [...[0, 1, 2].map(part => (front[part] * front[3] + back[part] * back[3] * (1 - front[3])) / alpha), alpha];
}

// Computed colours are rgb() or rgba() but for those of other colour spaces, which nobody writes in an email.
function rgba(text) {
  const parts = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
  return parts === null ? null : [Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 1)];
}

// What shows where nothing is painted: white, or the dark of a page that says it can be dark.
function canvasOf(page, view) {
  const probe = page.createElement("div");
  probe.style.backgroundColor = "Canvas";
  page.documentElement.append(probe);
  const colour = rgba(view.getComputedStyle(probe).backgroundColor);
  probe.remove();
  return colour;
}

// Lines of different texts whose letters lie over one another: the middle half of a line's height is where its letters are.
function overlaps({ numbers }, lines) {
  const boxes = lines.map(({ node, parent, box }) => ({ node, parent, left: box.left + 1, right: box.right - 1, top: box.top + box.height / 4, bottom: box.bottom - box.height / 4 }));
  boxes.sort((one, other) => one.top - other.top);
  const pairs = [];
  let open = [];
  for (const box of boxes) {
    open = open.filter(other => other.bottom > box.top + 1);
    const under = open.find(other => other.node !== box.node && other.left < box.right && box.left < other.right);
    if (under && pairs.push({ element: numbers.get(box.parent), text: words(box.node), other: words(under.node) }) === most) break;
    open.push(box);
  }
  return pairs;
}

// The boxes of links. One in a sentence is as high as its line, which WCAG 2.5.8 lets be.
function targets({ page, view, numbers }) {
  return Array.from(page.querySelectorAll("a[href]"), link => {
    let block = link.parentElement;
    while (block.parentElement && view.getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const around = Array.from(block.querySelectorAll("a[href]")).reduce((text, other) => text.replace(other.textContent, ""), block.textContent);
    const [own, inner] = [link.getBoundingClientRect(), bounds(page, link)];
    const [left, top] = [Math.min(own.left, inner.left), Math.min(own.top, inner.top)];
    return {
      element: numbers.get(link), text: words(link), inSentence: /\p{L}/u.test(around), left, top,
      width: Math.max(own.right, inner.right) - left, height: Math.max(own.bottom, inner.bottom) - top,
    };
  }).filter(target => target.width > 0 && target.height > 0);
}

open(0);
