using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Operations.Tests.Configuration;

public sealed class ScheduleSettingsReaderTests
{
    [Fact]
    public void Nothing_is_scheduled_unless_it_is_said()
    {
        var schedule = Read();

        Assert.Empty(schedule.Backups);
        Assert.Equal((true, TimeSpan.Zero), (schedule.CatchUp, schedule.Jitter));
    }

    [Fact]
    public void Every_line_is_read_in_the_order_of_its_number()
    {
        var schedule = Read(
            ("Schedule:Cron:10", "0 4 * * *"), ("Schedule:Cron:0", "0 2 * * *"), ("Schedule:Cron:2", "30 0 3 * * SUN"), ("Schedule:Cron:3", ""),
            ("Schedule:CatchUp", "false"), ("Schedule:Jitter", "15m"), ("Schedule:Verify:0", "0 12 * * SUN"));

        Assert.Equal(["0 2 * * *", "30 0 3 * * SUN", "0 4 * * *"], schedule.Backups.Select(line => line.Text));
        Assert.Equal("0 12 * * SUN", Assert.Single(schedule.Verifications).Text);
        Assert.Equal((false, TimeSpan.FromMinutes(15)), (schedule.CatchUp, schedule.Jitter));
    }

    [Fact]
    public void One_line_needs_no_number() => Assert.Equal("0 2 * * *", Assert.Single(Read(("Schedule:Cron", "0 2 * * *")).Backups).Text);

    [Fact]
    public void Every_wrong_line_is_a_fault_that_names_its_key_the_line_and_the_field()
    {
        var faults = Assert.Throws<InvalidConfigurationException>(() => Read(
            ("Schedule:Cron:0", "61 2 * * *"), ("Schedule:Cron:1", "0 2 * * *"), ("Schedule:Cron:2", "0 2 * * FOO"), ("Schedule:Verify:1", "0 25 * * *"), ("Schedule:Jitter", "13h"),
            ("Schedule:CatchUp", "often"))).Faults;

        Assert.Equal(["Schedule:Cron:0", "Schedule:Cron:2", "Schedule:Verify:1", "Schedule:CatchUp", "Schedule:Jitter"], faults.Select(fault => fault.Key));
        Assert.Equal("\"61 2 * * *\" is no cron line: Minutes: Value must be a number between 0 and 59 (all inclusive).", faults[0].Message);
        Assert.Contains("Days of week", faults[1].Message, StringComparison.Ordinal);
        Assert.Contains("0 s to 43200 s", faults[4].Message, StringComparison.Ordinal);
    }

    private static ScheduleSettings Read(params (string Key, string Value)[] values) => SettingsReader.ReadArchiveOnly(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create<string, string?>(value.Key, value.Value))).Build()).Schedule;
}
