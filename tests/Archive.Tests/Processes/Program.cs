using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace StreamingTracker.Backup.Archive.Tests.Processes;

/// <summary>Runs the tests; called by a test, it is the other process that the test needs.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        args is [OtherProcess.Command, .. var rest] ? OtherProcess.RunAsync(rest)
        : IsForTestPlatform(args) ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : ConsoleRunner.Run(args);

    private static bool IsForTestPlatform(string[] args) => args.Any(arg => arg is "--server" or "--internal-msbuild-node");
}
