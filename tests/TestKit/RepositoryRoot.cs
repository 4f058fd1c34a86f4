namespace StreamingTracker.Backup.TestKit;

/// <summary>Where this repository lies, and what may lie beside it.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder of the solution.</summary>
    public static string Path { get; } = Find();

    /// <summary>A folder of fixtures, data sets and a Neo4j that may lie beside the repository.</summary>
    public static string Shared { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared"));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "StreamingTracker.Backup.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds the solution.");
    }
}
