namespace StreamingTracker.Backup.Bolt;

/// <summary>Who a connection logs on as. It never shows its password.</summary>
public sealed class BoltCredentials(string user, string password)
{
    /// <summary>Nobody: for servers without authentication.</summary>
    public static readonly BoltCredentials None = new("", "");

    /// <summary>The user's name; empty for nobody.</summary>
    public string User { get; } = user;

    internal string Password { get; } = password;

    /// <inheritdoc/>
    public override string ToString() => User.Length == 0 ? "nobody" : User;
}
