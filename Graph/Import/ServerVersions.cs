namespace StreamingTracker.Backup.Graph.Import;

/// <summary>Reads server versions such as <c>5.26.30</c>, <c>5.27-aura</c> or <c>2025.10.1</c>.</summary>
internal static class ServerVersions
{
    private static readonly Version FirstThatRestores = new(5, 26);

    /// <summary>Whether the server has the statements of a restore: dynamic labels and types in CREATE.</summary>
    public static bool CanRestore(string serverVersion)
    {
        var numbers = serverVersion.Split('-', '+')[0];
        return Version.TryParse(numbers, out var version) && version >= FirstThatRestores;
    }
}
