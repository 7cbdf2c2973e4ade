// The envelope, the sizes, and what can be done with the email from here.

import { count, kilobytes, make } from "./dom.js";
import { getText, post } from "./server.js";
import { state } from "./state.js";

/** A line of an inbox: sender, subject, preheader, cut as a phone or a desktop cuts them. */
export function inboxRow(data, phone) {
  const { from, subject, preheader } = data.envelope;
  return make("div", { class: phone ? "inbox-row phone" : "inbox-row" },
    make("span", { class: "sender" }, from), make("span", { class: "time" }, data.date ? new Date(data.date + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }) : ""),
    make("span", { class: "subject" }, subject), make("span", { class: "preheader" }, preheader));
}

export function message(data) {
  if (!data.envelope) return [make("p", { class: "empty" }, "There is no email yet.")];
  const { envelope, sizes } = data;
  return [
    make("h2", {}, "In a phone’s inbox"), make("div", { class: "inbox-sample" }, inboxRow(data, true)),
    make("h2", {}, "Envelope"),
    make("dl", {},
      make("dt", {}, "From"), make("dd", {}, `${envelope.from} <${envelope.replyTo}>`),
      make("dt", {}, "Subject"), make("dd", {}, envelope.subject, make("span", { class: "quiet" }, ` ${count([...envelope.subject].length, "character")}`)),
      make("dt", {}, "Preheader"), make("dd", {}, envelope.preheader, make("span", { class: "quiet" }, ` ${count([...envelope.preheader].length, "character")}`))),
    data.remarks.length > 0 ? [make("h2", {}, "Merge tags"), make("ul", { class: "remarks" }, data.remarks.map((remark) => make("li", {}, remark)))] : null,
    make("h2", {}, "Size"),
    meter(sizes),
    make("dl", {},
      make("dt", {}, "HTML"), make("dd", {}, `${kilobytes(sizes.html)} as written, about ${kilobytes(sizes.afterMailchimp)} after Mailchimp’s tracking`),
      make("dt", {}, "Text part"), make("dd", {}, kilobytes(sizes.text)),
      make("dt", {}, "Pictures"), make("dd", {}, sizes.images.length === 0 ? "none" : `${sizes.images.length}, together ${kilobytes(sizes.images.reduce((sum, image) => sum + image.bytes, 0))}`)),
    make("h2", {}, "Do"),
    actions(data),
  ].flat();
}

function meter(sizes) {
  const share = Math.min(1, sizes.afterMailchimp / sizes.limit);
  const over = sizes.afterMailchimp > sizes.limit;
  const bar = make("span", { class: over ? "fill over" : "fill" });
  bar.style.width = `${(share * 100).toFixed(1)}%`;
  return make("div", { class: "size" },
    make("div", { class: "meter", role: "meter", "aria-label": "Size against Gmail’s limit", "aria-valuemin": "0", "aria-valuemax": String(sizes.limit), "aria-valuenow": String(Math.min(sizes.afterMailchimp, sizes.limit)), "aria-valuetext": `${Math.round(sizes.afterMailchimp / sizes.limit * 100)}% of what Gmail shows` }, bar),
    make("p", { class: over ? "failure" : "quiet" }, over ? "Gmail will cut it off: it shows 100 KB." : `${Math.round(share * 100)}% of the 100 KB that Gmail shows`));
}

function actions(data) {
  const result = make("p", { class: "result", role: "status" });
  const busy = (button, work) => async () => {
    button.disabled = true;
    result.replaceChildren();
    try {
      result.replaceChildren(...await work());
    } catch (problem) {
      result.replaceChildren(`That did not work: ${problem.message}`);
    } finally {
      button.disabled = false;
    }
  };
  const button = (label, work, properties = {}) => {
    const one = make("button", { type: "button", class: "action", ...properties }, label);
    one.addEventListener("click", busy(one, work));
    return one;
  };
  return make("div", { class: "actions" },
    button("Copy the HTML", copyHtml),
    make("a", { class: "action", href: `/api/issues/${encodeURIComponent(state.issue)}/outputs.zip`, download: "" }, "Download the outputs"),
    button("Run the checks again", async () => [await again(data.slug)]),
    test(data, button),
    result);
}

export async function copyHtml() {
  const html = await getText(`/api/issues/${encodeURIComponent(state.issue)}/html`);
  if (html === null) return ["There is no email to copy."];
  await navigator.clipboard.writeText(html);
  return [`Copied ${kilobytes(new Blob([html]).size)} of HTML, merge tags as they go out.`];
}

export async function again(slug) {
  const answer = await post(`/api/issues/${encodeURIComponent(slug)}/check`);
  return answer.ok === false ? answer.message : "Checked again.";
}

function test(data, button) {
  if (data.testRecipients.length === 0) return make("p", { class: "quiet" }, "To send a test to the sandbox’s inbox, list addresses under checks: test_recipients in newsletter.yml.");
  const boxes = data.testRecipients.map((address) => make("input", { type: "checkbox", value: address, checked: true }));
  return make("fieldset", {}, make("legend", {}, "A test, to the sandbox’s inbox"),
    boxes.map((box) => make("label", { class: "choice" }, box, box.value)),
    button("Send the test", async () => {
      const answer = await post(`/api/issues/${encodeURIComponent(data.slug)}/test`, { to: boxes.filter((box) => box.checked).map((box) => box.value) });
      if (answer.inbox) return [`Sent to ${count(answer.sent, "address", "addresses")}. `, make("a", { href: answer.inbox, target: "_blank", rel: "noopener" }, "Open the inbox")];
      return [answer.message, answer.hint ? ` ${answer.hint}` : ""];
    }));
}
