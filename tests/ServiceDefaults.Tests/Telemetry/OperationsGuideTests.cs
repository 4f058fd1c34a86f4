using System.Reflection;
using System.Text.RegularExpressions;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.ServiceDefaults.Tests.Telemetry;

/// <summary>docs/operations.md and <see cref="RunTelemetry"/> name the same tags and metrics; EndToEnd.Bus compares the spans.</summary>
public sealed partial class OperationsGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));

    private static readonly IReadOnlyList<string> Names =
        [.. typeof(RunTelemetry).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_name_of_the_telemetry_is_explained() =>
        Assert.All(Names, name => Assert.Contains($"`{name}`", Guide, StringComparison.Ordinal));

    [Fact]
    public void Every_name_that_is_explained_is_there() =>
        Assert.All(
            OwnName().Matches(Guide).Select(match => match.Groups[1].Value).Where(name => name != "stbackup.retry.pause"),
            name => Assert.Contains(name, Names));

    [GeneratedRegex(@"`(stbackup\.[a-z_.]+)`")]
    private static partial Regex OwnName();
}
