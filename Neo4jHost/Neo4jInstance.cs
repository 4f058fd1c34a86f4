using System.Diagnostics;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>
/// A Neo4j in a folder and on a port of its own, on Linux or macOS. Disposing it stops it by its own process id; when this process
/// dies without that, the server is asked to end all the same.
/// </summary>
public sealed class Neo4jInstance : IAsyncDisposable
{
    private const string User = "neo4j";

    private readonly InstanceSetup _setup;
    private readonly Process _server;
    private readonly OrphanGuard _guard;
    private bool _disposed;

    private Neo4jInstance(InstanceSetup setup, Process server, int port, string password)
    {
        _setup = setup;
        _server = server;
        _guard = new OrphanGuard(server.Id);
        ProcessId = server.Id;
        Address = new BoltAddress("127.0.0.1", port, BoltEncryption.None);
        Credentials = new BoltCredentials(User, password);
    }

    /// <summary>Where it answers.</summary>
    public BoltAddress Address { get; }

    /// <summary>Who may log on: user <c>neo4j</c> with a password made for this folder, kept in <see cref="PasswordFile"/>.</summary>
    public BoltCredentials Credentials { get; }

    /// <summary>The file (0600) that holds the password.</summary>
    public string PasswordFile => _setup.Folder.PasswordFile;

    /// <summary>The folder that <c>LOAD CSV</c> and <c>apoc.import</c> read from.</summary>
    public string ImportFolder => _setup.Folder.Import;

    /// <summary>The id of the process that was started: the server, or the launcher that ends with it and passes signals on.</summary>
    public int ProcessId { get; }

    /// <summary>Loads a dump into the stopped instance of a folder, in place of what is there.</summary>
    /// <exception cref="Neo4jHostException">The dump can't be read, or the server of that folder is running.</exception>
    public static async Task LoadDumpAsync(
        Neo4jInstallation installation, Neo4jInstanceOptions options, string dumpFile, CancellationToken cancellationToken)
    {
        var setup = InstanceSetup.Of(installation, options);
        setup.Folder.Prepare(installation, options.Port, options);
        await using var dump = OpenDump(dumpFile);
        await AdminTool.LoadAsync(setup, dump, cancellationToken);
    }

    /// <summary>
    /// 1. Prepares the folder. 2. Sets the password, before the first start. 3. Starts the server. 4. Waits until it answers over Bolt.
    /// </summary>
    /// <exception cref="Neo4jHostException">
    /// Java is missing, or the server ended or stayed silent; the message has the end of its log.
    /// </exception>
    public static async Task<Neo4jInstance> StartAsync(
        Neo4jInstallation installation, Neo4jInstanceOptions options, CancellationToken cancellationToken)
    {
        // 1.
        var setup = InstanceSetup.Of(installation, options);
        var port = options.Port == 0 ? LoopbackPort.FindFree() : options.Port;
        setup.Folder.Prepare(installation, port, options);
        var password = setup.Folder.TakePassword();

        // 2.
        if (!setup.Folder.HasRun) await AdminTool.SetInitialPasswordAsync(setup, cancellationToken);

        // 3.
        var log = new OutputTail();
        var server = InstanceProcess.Start(setup, installation.ServerCommand, log, "console");
        server.StandardInput.Close();
        var instance = new Neo4jInstance(setup, server, port, password);
        try
        {
            // 4.
            await new StartupWait(instance, server, log, options).UntilItAnswersAsync(cancellationToken);
            return instance;
        }
        catch
        {
            await instance.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Ends the server with SIGTERM and waits; with SIGKILL when it takes longer than the options allow. May be called again.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        ProcessSignal.Send(_server, ProcessSignal.Terminate);
        using var limit = new CancellationTokenSource(_setup.Options.StopTimeout, _setup.Options.Time);
        try
        {
            await _server.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync(CancellationToken.None);
        }

        _guard.Dispose();
        _server.Dispose();
    }

    private static FileStream OpenDump(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Neo4jHostException(
                $"The dump {path} cannot be read: {e.Message}", "Name a file that neo4j-admin database dump wrote.", e);
        }
    }
}
