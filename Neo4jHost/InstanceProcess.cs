using System.ComponentModel;
using System.Diagnostics;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Starts the installation's commands for an instance's folder.</summary>
internal static class InstanceProcess
{
    /// <summary>Starts a command; what it prints goes to <paramref name="output"/>, and its input is the caller's to write and close.</summary>
    /// <exception cref="Neo4jHostException">It cannot be started.</exception>
    public static Process Start(
        Neo4jInstallation installation, InstanceFolder folder, string command, string heap, OutputTail output, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Root,
        };
        start.Environment[Neo4jInstallation.HomeVariable] = installation.Home;
        start.Environment["NEO4J_CONF"] = folder.Configuration;
        start.Environment["HEAP_MAX"] = heap;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new Neo4jHostException($"{command} cannot be started: {e.Message}", "Check that the file exists and may be executed.", e);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
