using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary><c>/file-manager</c>: files, which are served under <c>/files/</c>, and folders.</summary>
internal static class FileManagerApi
{
    private const int LargestFile = 10 * 1024 * 1024;
    private const string Columns = "id, folder_id, name, address, type, size, width, height, created";

    public static void Map(ApiRouter router)
    {
        router.Map("GET", "/file-manager/files", call => All(call, folder: null));
        router.Map("POST", "/file-manager/files", Upload);
        router.Map("GET", "/file-manager/files/{file_id}", call => new ApiAnswer(200, Find(call)));
        router.Map("PATCH", "/file-manager/files/{file_id}", Change);
        router.Map("DELETE", "/file-manager/files/{file_id}", Delete);
        router.Map("GET", "/file-manager/folders", AllFolders);
        router.Map("POST", "/file-manager/folders", CreateFolder);
        router.Map("GET", "/file-manager/folders/{folder_id}", call => new ApiAnswer(200, FindFolder(call)));
        router.Map("PATCH", "/file-manager/folders/{folder_id}", ChangeFolder);
        router.Map("DELETE", "/file-manager/folders/{folder_id}", DeleteFolder);
        router.Map("GET", "/file-manager/folders/{folder_id}/files", call => All(call, FindFolder(call)["id"]!.GetValue<long>()));
    }

    private static JsonObject View(ApiCall call, Row row) =>
        new()
        {
            ["id"] = row.Number("id"),
            ["folder_id"] = row.Number("folder_id"),
            ["type"] = row.Text("type"),
            ["name"] = row.Text("name"),
            ["full_size_url"] = call.Site.Url($"files/{row.Text("address")}"),
            ["thumbnail_url"] = call.Site.Url($"files/{row.Text("address")}"),
            ["size"] = row.Number("size"),
            ["created_at"] = row.Text("created"),
            // The name of a person, not a date.
            ["created_by"] = "Sandbox Editor",
            ["width"] = row.Number("width"),
            ["height"] = row.Number("height"),
        };

    private static ApiAnswer All(ApiCall call, long? folder)
    {
        var (type, by, since, before) = (
            call.Query("type"),
            call.Query("created_by"),
            call.Date("since_created_at"),
            call.Date("before_created_at")
        );
        var files = call
            .Store.All($"select {Columns} from file order by id", row => View(call, row))
            .Where(file => folder is null || file["folder_id"]!.GetValue<long>() == folder)
            .Where(file => type is null || file["type"].Text() == type)
            .Where(file => by is null || file["created_by"].Text() == by)
            .Where(file => since is null || string.CompareOrdinal(file["created_at"].Text(), since) >= 0)
            .Where(file => before is null || string.CompareOrdinal(file["created_at"].Text(), before) < 0);
        files = call.Query("sort_field") switch
        {
            "name" => files.OrderBy(file => file["name"].Text(), StringComparer.Ordinal),
            "size" => files.OrderBy(file => file["size"]!.GetValue<long>()),
            _ => files,
        };
        var sorted = files.ToList();
        if (call.Descending)
            sorted.Reverse();
        return call.Collection("files", sorted, file => file, ("total_file_size", sorted.Sum(file => file["size"]!.GetValue<long>())));
    }

    private static ApiAnswer Upload(ApiCall call)
    {
        var body = call.Body;
        var (name, data) = (body.Text("name", required: true) ?? "", body.Text("file_data", required: true) ?? "");
        var folder = Folder(call, body);
        var bytes = new byte[data.Length];
        if (!Convert.TryFromBase64String(data, bytes, out var size))
            body.Fail("file_data", "Takes base64.");
        bytes = bytes[..size];
        if (size > LargestFile)
            body.Fail("file_data", "A file is at most 10 MB.");
        body.Done();
        var kind =
            FileKind.Of(name, bytes)
            ?? throw ApiProblem.Invalid("name", "Files of this type are not taken, or the file is not what its name says.");
        name = Path.ChangeExtension(Path.GetFileName(name), kind.Extension);
        var address = $"{Ids.Secret()}.{kind.Extension}";
        var id = call.Store.Insert(
            "insert into file (folder_id, name, address, type, media_type, size, width, height, created, bytes) values ($1, $2, $3, "
                + "$4, $5, $6, $7, $8, $9, $10)",
            folder,
            name,
            address,
            kind.IsImage ? "image" : "file",
            kind.MediaType,
            size,
            kind.Width,
            kind.Height,
            call.Now,
            bytes
        );
        call.Effect("file.create");
        return new ApiAnswer(200, call.Store.First($"select {Columns} from file where id = $1", row => View(call, row), id));
    }

    private static ApiAnswer Change(ApiCall call)
    {
        var file = Find(call);
        var body = call.Body;
        var name = body.Text("name") ?? file["name"].Text();
        var folder = body.Has("folder_id") ? Folder(call, body) : file["folder_id"]!.GetValue<long>();
        body.Done();
        call.Store.Execute("update file set name = $2, folder_id = $3 where id = $1", call.Number("file_id"), name, folder);
        call.Effect("file.update");
        return new ApiAnswer(200, Find(call));
    }

    private static ApiAnswer Delete(ApiCall call)
    {
        Find(call);
        call.Store.Execute("delete from file where id = $1", call.Number("file_id"));
        call.Effect("file.delete");
        return new ApiAnswer(204, null);
    }

    private static JsonObject Find(ApiCall call) =>
        call.Store.First($"select {Columns} from file where id = $1", row => View(call, row), call.Number("file_id"))
        ?? throw ApiProblem.NotFound();

    private static long Folder(ApiCall call, BodyReader body)
    {
        var folder = body.Whole("folder_id") ?? 0;
        if (folder != 0 && call.Store.Count("select count(*) from file_folder where id = $1", folder) == 0)
            body.Fail("folder_id", "There is no such folder.");
        return folder;
    }

    private static JsonObject ViewFolder(ApiCall call, Row row) =>
        new()
        {
            ["id"] = row.Number("id"),
            ["name"] = row.Text("name"),
            ["file_count"] = call.Store.Count("select count(*) from file where folder_id = $1", row.Number("id")),
            ["created_at"] = row.Text("created"),
            ["created_by"] = "Sandbox Editor",
        };

    private static ApiAnswer AllFolders(ApiCall call) =>
        call.Collection("folders", call.Store.All("select * from file_folder order by id", row => ViewFolder(call, row)), folder => folder);

    private static JsonObject FindFolder(ApiCall call) =>
        call.Store.First("select * from file_folder where id = $1", row => ViewFolder(call, row), call.Number("folder_id"))
        ?? throw ApiProblem.NotFound();

    private static ApiAnswer CreateFolder(ApiCall call)
    {
        var body = call.Body;
        var name = body.Text("name", required: true);
        body.Done();
        var id = call.Store.Insert("insert into file_folder (name, created) values ($1, $2)", name, call.Now);
        call.Effect("file-folder.create");
        return new ApiAnswer(200, call.Store.First("select * from file_folder where id = $1", row => ViewFolder(call, row), id));
    }

    private static ApiAnswer ChangeFolder(ApiCall call)
    {
        FindFolder(call);
        var body = call.Body;
        var name = body.Text("name", required: true);
        body.Done();
        call.Store.Execute("update file_folder set name = $2 where id = $1", call.Number("folder_id"), name);
        call.Effect("file-folder.update");
        return new ApiAnswer(200, FindFolder(call));
    }

    private static ApiAnswer DeleteFolder(ApiCall call)
    {
        FindFolder(call);
        call.Store.Execute("update file set folder_id = 0 where folder_id = $1", call.Number("folder_id"));
        call.Store.Execute("delete from file_folder where id = $1", call.Number("folder_id"));
        call.Effect("file-folder.delete");
        return new ApiAnswer(204, null);
    }
}
