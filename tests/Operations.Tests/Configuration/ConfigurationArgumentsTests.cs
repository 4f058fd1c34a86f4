using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Tests.Configuration;

public sealed class ConfigurationArgumentsTests
{
    [Fact]
    public void Keys_are_taken_out_wherever_they_stand_and_however_they_are_written()
    {
        var split = ConfigurationArguments.Split(["--backup:directory=/a=b", "restore", "--Neo4j:User", "me", "2", "--yes"]);

        Assert.Equal(["restore", "2", "--yes"], split.Rest);
        Assert.Equal(("/a=b", "me"), (split.Values["Backup:Directory"], split.Values["Neo4j:User"]));
    }

    [Fact]
    public void A_list_has_a_key_for_each_of_its_items()
    {
        var split = ConfigurationArguments.Split(["--schedule:cron:0=0 2 * * *", "--Schedule:Cron:1", "0 3 * * *"]);

        Assert.Equal(("0 2 * * *", "0 3 * * *"), (split.Values["Schedule:Cron:0"], split.Values["Schedule:Cron:1"]));
        Assert.Throws<UsageException>(() => ConfigurationArguments.Split(["--Backup:Name:0=x"]));
        Assert.Throws<UsageException>(() => ConfigurationArguments.Split(["--Schedule:Cron:first=x"]));
    }

    [Fact]
    public void What_follows_two_dashes_is_left_as_it_is() =>
        Assert.Equal(["show", "--", "--Backup:Name=x"], ConfigurationArguments.Split(["show", "--", "--Backup:Name=x"]).Rest);

    [Theory]
    [InlineData("--Backup:Nmae=x", "Backup:Nmae")]
    [InlineData("--Backup:Name", "Backup:Name")]
    public void An_unknown_key_and_a_missing_value_are_faults(string argument, string named) =>
        Assert.Contains(named, Assert.Throws<UsageException>(() => ConfigurationArguments.Split([argument])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--Neo4j:Password=hunter2")]
    [InlineData("--neo4j:password", "hunter2")]
    [InlineData("--ConnectionStrings:neo4j=bolt://neo4j:hunter2@host")]
    [InlineData("--ConnectionStrings:neo4j", "neo4j:hunter2@host")]
    [InlineData("--connectionstrings:neo4j=bolt://neo4j:hunter2/@host")]
    [InlineData("--Neo4j:Uri=bolt://:hunter2@host")]
    public void A_password_is_refused_and_not_repeated(params string[] arguments)
    {
        var refusal = Assert.Throws<UsageException>(() => ConfigurationArguments.Split(arguments));

        Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
        Assert.Contains("Neo4j:PasswordFile", refusal.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ConnectionStrings:neo4j=bolt://neo4j@host:7687/db")]
    [InlineData("--Neo4j:Uri=bolt://[::1]:7687")]
    public void A_server_without_a_password_is_welcome(string argument) => Assert.Single(ConfigurationArguments.Split([argument]).Values);
}
