using System.Diagnostics;
using System.Globalization;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>
/// Ends a server whose starter died without stopping it: a shell that waits at a pipe, whose other end the system closes with
/// the starter, however that ends. A line through the pipe dismisses it.
/// </summary>
internal sealed class OrphanGuard : IDisposable
{
    // Ctrl+C, a closed terminal and a service manager reach every process of a group: the guard outlasts them, to see what becomes of
    // its starter.
    private const string Script = """exec > /dev/null 2>&1; trap "" HUP INT TERM; read -r dismissed || kill -TERM "$1" """;

    private readonly Process _shell;

    public OrphanGuard(int serverId)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", serverId.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
        };
        _shell = Process.Start(start)!;
    }

    /// <summary>Dismisses the guard; the server has ended, and its id may soon be another's.</summary>
    public void Dispose()
    {
        try
        {
            _shell.StandardInput.WriteLine();
            _shell.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The guard is gone already.
        }

        _shell.Dispose();
    }
}
