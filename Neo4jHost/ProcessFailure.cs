namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Reads out of the last words of a Neo4j program why it failed, and what helps.</summary>
internal static class ProcessFailure
{
    private const string JavaMissing = "Install Java 17 or 21, or set JAVA_HOME to it.";
    private const string JavaTooOld = "This Java is too old for this Neo4j: install Java 17 or 21, and set JAVA_HOME to it.";
    private const string PortTaken = "Another program listens on that port: choose another port, or none to take a free one.";
    private const string FolderTaken = "Another Neo4j runs in this folder: stop it, or name another folder.";

    // What a shell says of a command that it could not run, or not find.
    private const int CannotExecute = 126;
    private const int NotFound = 127;

    private static readonly (string Sign, string Remedy)[] Remedies =
    [
        ("Unable to find any JVMs", JavaMissing),
        ("UnsupportedClassVersionError", JavaTooOld),
        ("Address already in use", PortTaken),
        ("FileLockException", FolderTaken),
        ("The database is in use", FolderTaken),
        ("Could not reserve enough space", "The machine has too little memory for this heap: set a smaller one."),
        ("No space left on device", "The disk is full: free some space."),
    ];

    /// <summary>The exception to throw.</summary>
    /// <param name="what">What happened, as a sentence without its full stop.</param>
    /// <param name="exitCode">How the process ended; null when it did not.</param>
    /// <param name="log">The last lines it printed.</param>
    public static Neo4jHostException Diagnose(string what, int? exitCode, string log)
    {
        var remedy = Remedies.FirstOrDefault(known => log.Contains(known.Sign, StringComparison.Ordinal)).Remedy
            ?? (exitCode is CannotExecute or NotFound ? JavaMissing : "Look at the end of its log above.");
        return new Neo4jHostException(log.Length == 0 ? what : $"{what}. The end of its log:\n{log}", remedy);
    }
}
