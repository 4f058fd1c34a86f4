using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>POSIX signals to a process that this one started; .NET itself only sends SIGKILL.</summary>
internal static class ProcessSignal
{
    private const int NoSuchProcess = 3;

    /// <summary>Asks to end as Ctrl+C does.</summary>
    public const int Interrupt = 2;

    /// <summary>Asks to end.</summary>
    public const int Terminate = 15;

    /// <summary>Sends a signal, unless the process has ended already.</summary>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static void Send(Process process, int signal)
    {
        if (process.HasExited) return;
        if (Kill(process.Id, signal) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        if (error != NoSuchProcess) throw new Win32Exception(error);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
