namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Runs <c>neo4j-admin</c> on an instance's folder, whose server is not running.</summary>
internal static class AdminTool
{
    /// <summary>Sets the password of user neo4j before the first start. The tool reads it from its file, so no process list shows it.</summary>
    public static Task SetInitialPasswordAsync(InstanceSetup setup, CancellationToken cancellationToken) =>
        RunAsync(setup, Stream.Null, cancellationToken, "dbms", "set-initial-password", "@" + setup.Folder.PasswordFile);

    /// <summary>Puts a dump in place of database neo4j.</summary>
    public static Task LoadAsync(InstanceSetup setup, Stream dump, CancellationToken cancellationToken) =>
        RunAsync(setup, dump, cancellationToken, "database", "load", "neo4j", "--from-stdin", "--overwrite-destination=true");

    private static async Task RunAsync(InstanceSetup setup, Stream input, CancellationToken cancellationToken, params string[] arguments)
    {
        var output = new OutputTail();
        using var process = InstanceProcess.Start(setup, setup.Installation.AdminCommand, output, arguments);
        try
        {
            await FeedAsync(process.StandardInput, input, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode == 0) return;
        throw ProcessFailure.Diagnose(
            $"neo4j-admin {arguments[0]} {arguments[1]} failed with exit code {process.ExitCode}", process.ExitCode, output.ToString());
    }

    private static async Task FeedAsync(StreamWriter sink, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await input.CopyToAsync(sink.BaseStream, cancellationToken);
            sink.Close();
        }
        catch (IOException)
        {
            // The tool has ended without reading it all: its exit code and output say why.
        }
    }
}
