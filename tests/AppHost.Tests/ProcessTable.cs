using System.Diagnostics;

namespace StreamingTracker.Backup.AppHost.Tests;

/// <summary>The processes of this machine, as the system tells them.</summary>
internal static class ProcessTable
{
    /// <summary>The processes whose command line holds a text.</summary>
    public static IEnumerable<Process> With(string text) =>
        Process.GetProcesses().Where(process => Read(process, "cmdline").Contains(text, StringComparison.Ordinal));

    /// <summary>The child of a process whose command line holds a text.</summary>
    public static Process Child(int parent, string text) =>
        With(text).Single(process => Read(process, "status").Contains($"PPid:\t{parent}\n", StringComparison.Ordinal));

    private static string Read(Process process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process has just ended.
            return "";
        }
    }
}
