using StreamingTracker.Backup.Cli;
using StreamingTracker.Backup.Cli.Terminals;

using var interruption = new Interruption();
return (int)await CommandLine.RunAsync(args, Terminal.OfThisProcess(), TimeProvider.System, interruption.Token);
