// Finds issues and headings by words in the archive's list. Without it the list is complete and the search stays hidden.
(() => {
  "use strict";
  const issues = globalThis.archiveIssues;
  const search = document.querySelector(".search");
  const input = document.getElementById("words");
  const status = document.getElementById("findings");
  if (!Array.isArray(issues) || !search || !input || !status) return;

  // Letters without their accents, so that "emile" finds "Émile".
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // Every word must stand in the text, at the beginning of one of its words.
  const holds = (text, words) => {
    const found = plain(text).split(/[^\p{L}\p{N}]+/u);
    return words.every(word => found.some(other => other.startsWith(word)));
  };
  const items = new Map([...document.querySelectorAll("[data-slug]")].map(item => [item.dataset.slug, item]));

  function show(issue, words) {
    const item = items.get(issue.slug);
    if (!item) return false;
    item.querySelector(".found")?.remove();
    const headings = words.length === 0 ? [] : issue.headings.filter(heading => holds(heading.text, words));
    const whole = [issue.title, issue.summary, ...issue.headings.map(heading => heading.text)].join(" ");
    const found = words.length === 0 || holds(whole, words);
    item.hidden = !found;
    if (headings.length > 0) {
      const list = document.createElement("ul");
      list.className = "found";
      for (const heading of headings) {
        const link = document.createElement("a");
        link.href = `${issue.page}#${encodeURIComponent(heading.id)}`;
        link.textContent = heading.text;
        const entry = document.createElement("li");
        entry.append(link);
        list.append(entry);
      }
      item.append(list);
    }
    return found;
  }

  function find() {
    const words = plain(input.value).split(/[^\p{L}\p{N}]+/u).filter(word => word.length > 0);
    const count = issues.filter(issue => show(issue, words)).length;
    for (const year of document.querySelectorAll(".year")) year.hidden = !year.querySelector(".issue:not([hidden])");
    status.textContent = words.length === 0 ? "" : count === 0 ? "No issue has these words in its title, summary or headings." : `${count} ${count === 1 ? "issue" : "issues"}`;
  }

  input.addEventListener("input", find);
  search.hidden = false;
  find();
})();
