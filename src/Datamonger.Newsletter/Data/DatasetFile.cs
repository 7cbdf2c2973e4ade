namespace Datamonger.Newsletter.Data;

/// <summary>Opens data files, and nothing but plain files inside the workspace that are reached without a link.</summary>
internal static class DatasetFile
{
    /// <summary>Why a file is not read; null when it may be.</summary>
    /// <param name="path">From the workspace root, with <c>/</c>.</param>
    public static string? Refusal(Workspace workspace, string path)
    {
        if (Path.IsPathRooted(path) || path.Split('/').Contains("..")) return $"{path} is outside the workspace.";
        var walked = workspace.Root;
        foreach (var part in path.Split('/'))
        {
            walked = Path.Combine(walked, part);
            var info = new FileInfo(walked);
            if (info.LinkTarget is not null) return $"{workspace.RelativePath(walked)} is a link; data files are read from the workspace itself.";
        }
        if (Directory.Exists(walked)) return $"{path} is a folder.";
        if (!File.Exists(walked)) return $"{path} does not exist.";
        return (File.GetAttributes(walked) & FileAttributes.Device) != 0 ? $"{path} is a device." : null;
    }

    /// <summary>Whether anything is there, be it refused or not.</summary>
    public static bool Exists(Workspace workspace, string path)
    {
        if (path.Split('/').Contains("..")) return true;
        var info = new FileInfo(Path.Combine(workspace.Root, path));
        return info.Exists || info.LinkTarget is not null || Directory.Exists(info.FullName);
    }
}
