// ClickHouse's own engine, without its server: chDB runs each request's SQL with the settings that the request carries, as the HTTP
// interface would, and gives what the engine gives: rows in the format that was asked for, or its error.
const http = require('http');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Session } = require('chdb');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'datamonger-clickhouse-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));
// Gone with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();

// What the HTTP interface takes for itself; everything else is a setting of the engine.
const ofInterface = new Set(['database', 'default_format', 'wait_end_of_query']);

function run(settings, database, sql, format) {
  const session = new Session(folder);
  try {
    if (settings.length > 0) session.query('SET ' + settings.map(([name, value]) => `${name} = ${/^\d+$/.test(value) ? value : `'${value}'`}`).join(', '));
    if (database) session.query(`USE ${database}`);
    return session.query(sql, format);
  } finally {
    session.close ? session.close() : session.cleanup();
  }
}

run([], null, 'CREATE DATABASE stats', 'CSV');
run([], 'stats', 'CREATE TABLE visits (la String, year UInt16, n UInt32) ENGINE = MergeTree ORDER BY la', 'CSV');
run([], 'stats', "INSERT INTO visits VALUES ('Gateshead', 2016, 345), ('Lambeth', 2016, 460)", 'CSV');

const server = http.createServer((request, response) => {
  const parameters = new URL(request.url, 'http://localhost').searchParams;
  const format = parameters.get('default_format') ?? 'TabSeparated';
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => {
    try {
      const settings = [...parameters].filter(([name]) => !ofInterface.has(name));
      const answer = run(settings, parameters.get('database'), Buffer.concat(parts).toString('utf8'), format);
      response.writeHead(200, { 'X-ClickHouse-Format': format }).end(answer);
    } catch (error) {
      const message = error.message.replace(/^Query failed: /, '');
      response.writeHead(500, { 'X-ClickHouse-Exception-Code': /Code: (\d+)/.exec(message)?.[1] ?? '0' }).end(message);
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
