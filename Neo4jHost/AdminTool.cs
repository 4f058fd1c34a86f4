namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Runs <c>neo4j-admin</c> on an instance's folder, whose server is not running.</summary>
internal static class AdminTool
{
    /// <summary>Sets the password of user neo4j before the first start. The tool reads it from the file, so no process list shows it.</summary>
    public static Task SetInitialPasswordAsync(
        Neo4jInstallation installation, InstanceFolder folder, Neo4jInstanceOptions options, CancellationToken cancellationToken) =>
        RunAsync(installation, folder, options, Stream.Null, ["dbms", "set-initial-password", "@" + folder.PasswordFile], cancellationToken);

    /// <summary>Puts a dump in place of database neo4j.</summary>
    public static Task LoadAsync(
        Neo4jInstallation installation, InstanceFolder folder, Neo4jInstanceOptions options, Stream dump, CancellationToken cancellationToken) =>
        RunAsync(
            installation, folder, options, dump, ["database", "load", "neo4j", "--from-stdin", "--overwrite-destination=true"], cancellationToken);

    private static async Task RunAsync(
        Neo4jInstallation installation,
        InstanceFolder folder,
        Neo4jInstanceOptions options,
        Stream input,
        string[] arguments,
        CancellationToken cancellationToken)
    {
        var output = new OutputTail();
        using var process = InstanceProcess.Start(installation, folder, installation.AdminCommand, options.Heap, output, arguments);
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
        throw StartFailure.Diagnose(
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
