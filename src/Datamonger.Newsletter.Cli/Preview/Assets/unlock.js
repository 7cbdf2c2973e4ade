// The address that was printed ends in the token, behind a # that no browser sends: it becomes a cookie of this browser alone.

const token = location.hash.slice(1);
const answer = token && (await fetch("/session", { method: "POST", headers: { "X-Preview-Token": token } }));
if (answer && answer.ok) location.replace(location.pathname + location.search);
else document.getElementById("locked").hidden = false;
