using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Server.Health;

namespace StreamingTracker.Backup.Server.Tests.Health;

/// <summary>How old a backup may be when nobody says.</summary>
public sealed class ExpectedAgeTests
{
    [Theory]
    [InlineData(null, 26)]
    [InlineData("0 3 * * *", 26)]
    [InlineData("0 * * * *", 3)]
    [InlineData("0 3 * * 1-5", 74)]
    public void It_is_the_schedules_longest_pause_and_two_hours(string? cron, int hours)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Schedule:Cron"] = cron,
            ["Schedule:TimeZone"] = "UTC",
        }).Build();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 19, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal(TimeSpan.FromHours(hours), ExpectedAge.Of(SettingsReader.ReadArchiveOnly(configuration), time));
    }
}
