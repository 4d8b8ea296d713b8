// An error in a row, told to whoever publishes it, or written down for whoever corrects it.
const told = (table, i) => {
  const row = table.rows[i];
  const { name, version } = data.release;
  return [`${name} ${version}`, `${table.name} ${row[table.key]}`, row[column(table, "quote")], location.href.split("#")[0] + link(table, i)].filter(Boolean).join("\n") + "\n\n";
};
// JSON text is TOML text.
const entry = (table, i) => {
  const row = table.rows[i];
  const lines = ["[[correction]]", `key = ${JSON.stringify(row[table.key])}`, `quote = ${JSON.stringify(row[column(table, "quote")])}`, "set = {}", 'why = ""', 'by = ""', 'date = ""'];
  return lines.join("\n") + "\n";
};
function reporting(table, i) {
  const { errors } = data.release;
  const words = say("报告错误", "Report an error");
  if (!/^(mailto:|https?:)/.test(errors)) return make("button", { type: "button", className: "entry" }, table.name === "observation" ? say("复制更正条目", "Copy a correction entry") : say("复制出错的行", "Copy what to report"));
  const [subject, body] = [`${words} ${table.rows[i][table.key]}`, told(table, i)].map(encodeURIComponent);
  const asked = errors.startsWith("mailto:") ? `?subject=${subject}&body=${body}` : `${errors.includes("?") ? "&" : "?"}title=${subject}&body=${body}`;
  return make("a", { href: errors + asked, className: "reporting", rel: "noopener noreferrer", target: "_blank" }, words);
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = say("已复制", "Copied");
  } catch (refused) {
    const field = make(text.includes("\n") ? "textarea" : "input", { value: text, readOnly: true });
    field.setAttribute("aria-label", say("可复制的文字", "Text to copy"));
    button.replaceWith(field);
    field.select();
  }
}
