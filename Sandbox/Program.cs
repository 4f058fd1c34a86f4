using System.Net.Sockets;
using StreamingTracker.Backup.Sandbox;

SandboxArguments arguments;
try
{
    arguments = SandboxArguments.Parse(args);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n\n{SandboxArguments.Usage}");
    return 2;
}

if (arguments.AsksForHelp)
{
    Console.WriteLine(SandboxArguments.Usage);
    return 0;
}

using var stop = new StopSignal();
try
{
    await using var server = await SandboxServer.StartAsync(arguments.Options, CancellationToken.None);
    if (arguments.Seeds) server.SeedStreamingTracker();
    Console.WriteLine($"Sandbox listening on {server.Address}");
    Console.WriteLine("It is no database to keep anything in: it forgets everything when it ends. Ctrl+C ends it.");
    // The console's own asynchronous reading blocks.
    await Task.WhenAny(stop.WaitAsync(), arguments.EndsWithInput ? Task.Run(Console.In.ReadToEnd) : stop.WaitAsync());
    return 0;
}
catch (SocketException e)
{
    await Console.Error.WriteLineAsync(
        $"Port {arguments.Options.Port} of 127.0.0.1 can't be had ({e.Message}). Name another with --port, or 0 for a free one.");
    return 1;
}
