namespace StreamingTracker.Backup.AppHost;

/// <summary>The repository that the host was built in, wherever it is started from.</summary>
internal static class RepositoryFolder
{
    /// <summary>Its path; null when the host was published to somewhere else.</summary>
    public static string? Path { get; } = Find();

    /// <summary>A folder in the repository, or without one in the working folder.</summary>
    public static string Within(string name) => System.IO.Path.GetFullPath(name, Path ?? Directory.GetCurrentDirectory());

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "StreamingTracker.Backup.sln"))) return folder.FullName;
        return null;
    }
}
