using System.ComponentModel;
using System.Diagnostics;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Starts the installation's commands for an instance's folder.</summary>
internal static class InstanceProcess
{
    /// <summary>Starts a command; what it prints goes to <paramref name="output"/>, its input is the caller's to write and close.</summary>
    /// <exception cref="Neo4jHostException">It cannot be started.</exception>
    public static Process Start(InstanceSetup setup, string command, OutputTail output, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = setup.Folder.Root,
        };
        start.Environment[Neo4jInstallation.HomeVariable] = setup.Installation.Home;
        start.Environment["NEO4J_CONF"] = setup.Folder.Configuration;
        start.Environment["HEAP_MAX"] = setup.Options.Heap;
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
