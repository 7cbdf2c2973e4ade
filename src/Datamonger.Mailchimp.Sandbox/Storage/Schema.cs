using Microsoft.Data.Sqlite;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>The tables, as numbered steps. A store of an older step is brought forward when it is opened; steps are never edited.</summary>
internal static class Schema
{
    private static readonly string[] Steps = [First];

    private const string First = """
        create table account (id integer primary key check (id = 1), body text not null);
        create table list (id text primary key, web_id integer not null, created text not null, body text not null);
        create table merge_field (
            list_id text not null references list (id) on delete cascade, merge_id integer not null, tag text not null,
            display_order integer not null, body text not null, primary key (list_id, merge_id), unique (list_id, tag));
        create table category (
            id text primary key, list_id text not null references list (id) on delete cascade, title text not null, type text not null, display_order integer not null);
        create table interest (
            id text primary key, list_id text not null, category_id text not null references category (id) on delete cascade,
            name text not null, display_order integer not null);
        create table member (
            list_id text not null references list (id) on delete cascade, id text not null, number integer not null, email text not null, status text not null,
            email_type text not null, merge_fields text not null, interests text not null, language text not null, vip integer not null,
            reason text not null default '', body text not null, created text not null, changed text not null, opted_out text, primary key (list_id, id));
        create index member_number on member (number);
        create table erased (list_id text not null, id text not null, primary key (list_id, id));
        create table segment (
            id integer primary key autoincrement, list_id text not null references list (id) on delete cascade, name text not null, type text not null,
            options text not null, created text not null, updated text not null);
        create table segment_member (
            segment_id integer not null references segment (id) on delete cascade, member_id text not null, added text not null, primary key (segment_id, member_id));
        create table webhook (id text primary key, list_id text not null references list (id) on delete cascade, body text not null);
        create table batch_webhook (id text primary key, body text not null);
        create table campaign_folder (id text primary key, name text not null);
        create table template (
            id integer primary key autoincrement, name text not null, folder_id text not null, html text not null, active integer not null, created text not null, edited text not null);
        create table campaign (
            number integer primary key autoincrement, id text not null unique, parent_id text not null, type text not null, status text not null, list_id text not null,
            folder_id text not null, title text not null, created text not null, send_time text, due text, edited_outside integer not null default 0,
            emails_sent integer not null default 0, emails_canceled integer not null default 0, content_type text not null, body text not null);
        create index campaign_due on campaign (due) where due is not null;
        create table content (campaign_id text primary key references campaign (id) on delete cascade, html text not null, plain_text text not null);
        create table link (campaign_id text not null references campaign (id) on delete cascade, id text not null, place integer not null, url text not null, primary key (campaign_id, id));
        create table message (
            number integer primary key autoincrement, id text not null unique, campaign_id text not null references campaign (id) on delete cascade, list_id text not null,
            member_id text not null, email text not null, test integer not null, send_type text not null, subject text not null, sender text not null, reply_to text not null, sent text not null,
            person text not null, source text);
        create index message_campaign on message (campaign_id, member_id);
        create index message_member on message (email);
        create table delivery (campaign_id text primary key references campaign (id) on delete cascade, source text not null);
        create table event (
            number integer primary key autoincrement, message_id text not null references message (id) on delete cascade, campaign_id text not null, member_id text not null,
            kind text not null, link_id text not null default '', detail text not null default '', at text not null);
        create index event_campaign on event (campaign_id, kind);
        create table file_folder (id integer primary key autoincrement, name text not null, created text not null);
        create table file (
            id integer primary key autoincrement, folder_id integer not null, name text not null, address text not null unique, type text not null, media_type text not null,
            size integer not null, width integer not null, height integer not null, created text not null, bytes blob not null);
        create table batch (id text primary key, number integer not null, submitted text not null, completed text, secret text not null);
        create table batch_operation (
            batch_id text not null references batch (id) on delete cascade, place integer not null, body text not null, status integer, answer text, primary key (batch_id, place));
        create table webhook_call (number integer primary key autoincrement, url text not null, form text not null, attempts integer not null, due text not null);
        create table effect (number integer primary key autoincrement, at text not null, kind text not null, campaign_id text not null);
        """;

    public static void Migrate(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma user_version";
        var done = (long)command.ExecuteScalar()!;
        if (done > Steps.Length)
            throw new InvalidDataException(
                $"The store was written by a newer version of the sandbox (step {done}; this one knows {Steps.Length})."
            );
        for (var step = (int)done; step < Steps.Length; step++)
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            command.CommandText = $"{Steps[step]} pragma user_version = {step + 1}";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }
}
