namespace StreamingTracker.Backup.Bolt.Tests;

public sealed class BoltCredentialsTests
{
    [Fact]
    public void Credentials_and_options_never_show_the_password()
    {
        var credentials = new BoltCredentials("neo4j", "topsecret");

        Assert.Equal("neo4j", credentials.ToString());
        Assert.DoesNotContain("topsecret", new BoltOptions { Credentials = credentials }.ToString(), StringComparison.Ordinal);
    }
}
