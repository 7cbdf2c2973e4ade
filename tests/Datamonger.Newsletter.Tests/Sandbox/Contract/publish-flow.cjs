// Publishes an issue through Mailchimp's own client: node publish-flow.cjs <address of the API> <audience> <schedule time>
const [, , address, list, scheduleTime] = process.argv;
const mailchimp = require('@mailchimp/mailchimp_marketing');
mailchimp.setConfig({ apiKey: '0123456789abcdef0123456789abcdef-us19' });
mailchimp.basePath = address;

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const settings = { subject_line: 'Hello *|FNAME|*', preview_text: 'In this issue', title: 'Issue [nl:node]', from_name: 'Sandbox Publishing', reply_to: 'newsletter@example.org' };

async function run() {
  const said = {};
  said.ping = (await mailchimp.ping.get()).health_status;
  said.account = (await mailchimp.root.getRoot()).account_timezone;
  said.lists = (await mailchimp.lists.getAllLists({ count: 100, fields: ['lists.id', 'total_items'] })).total_items;
  said.tags = (await mailchimp.lists.getListMergeFields(list, { count: 1000 })).merge_fields.map(field => field.tag);
  const members = await mailchimp.lists.batchListMembers(list, { members: [{ email_address: 'node@example.org', status: 'subscribed', merge_fields: { FNAME: 'Node' } }], update_existing: true });
  said.member = members.total_created;

  const before = await mailchimp.campaigns.list({ count: 1000, listId: list, sortField: 'create_time', sortDir: 'DESC' });
  said.before = before.total_items;
  const file = await mailchimp.fileManager.upload({ name: 'dot.png', file_data: picture });
  const { id } = await mailchimp.campaigns.create({ type: 'regular', recipients: { list_id: list }, settings });
  await mailchimp.campaigns.update(id, { settings: { ...settings, preview_text: 'Changed' } });
  await mailchimp.campaigns.setContent(id, { html: `<p>Dear *|FNAME|*</p><img src="${file.full_size_url}" alt=""><a href="https://example.org/">x</a> <a href="*|UNSUB|*">u</a>`, plain_text: 'Dear *|FNAME|* *|UNSUB|*' });
  said.content = (await mailchimp.campaigns.getContent(id)).plain_text;
  said.ready = (await mailchimp.campaigns.getSendChecklist(id)).is_ready;
  await mailchimp.campaigns.sendTestEmail(id, { test_emails: ['desk@example.org'], send_type: 'html' });
  await mailchimp.campaigns.schedule(id, { schedule_time: scheduleTime });
  said.scheduled = (await mailchimp.campaigns.get(id)).status;
  await mailchimp.campaigns.unschedule(id);
  await mailchimp.campaigns.send(id);
  said.sent = (await mailchimp.campaigns.get(id)).status;
  said.again = await mailchimp.campaigns.send(id).then(() => 'sent', refusal => refusal.status);
  const report = await mailchimp.reports.getCampaignReport(id);
  said.emails = report.emails_sent;
  said.links = (await mailchimp.reports.getCampaignClickDetails(id)).urls_clicked.map(link => link.url);
  const batch = await mailchimp.batches.start({ operations: [{ method: 'GET', path: '/ping' }] });
  said.batch = (await mailchimp.batches.status(batch.id)).total_operations;
  said.copy = (await mailchimp.campaigns.replicate(id)).status;
  console.log(JSON.stringify(said));
}

run().catch(failure => {
  console.error(failure.response ? failure.response.text : failure);
  process.exit(1);
});
