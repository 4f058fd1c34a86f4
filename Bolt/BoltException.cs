using System.Security.Authentication;

namespace StreamingTracker.Backup.Bolt;

/// <summary>Anything that goes wrong between this client and a Bolt server. No message ever holds a password.</summary>
public abstract class BoltException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same request may succeed when it is tried again as it is.</summary>
    public virtual bool IsTransient => false;
}

/// <summary>The server could not be reached, or the connection was lost or fell silent.</summary>
public sealed class BoltUnreachableException(string message, Exception? inner = null) : BoltException(message, inner)
{
    /// <summary>True, unless the two ends could not agree on TLS: a certificate that is not trusted stays so.</summary>
    public override bool IsTransient => InnerException is not AuthenticationException;
}

/// <summary>The server refused who we say we are.</summary>
public sealed class BoltAuthenticationException(string code, string message) : BoltException(message)
{
    /// <summary>Neo4j's status code, such as <c>Neo.ClientError.Security.Unauthorized</c>.</summary>
    public string Code { get; } = code;
}

/// <summary>The peer does not speak the protocol as it is written, or none of its versions that we do.</summary>
public sealed class BoltProtocolException(string message, Exception? inner = null) : BoltException(message, inner);

/// <summary>The server answered with a failure.</summary>
/// <param name="code">Neo4j's status code, such as <c>Neo.TransientError.Transaction.Outdated</c>.</param>
/// <param name="message">The server's own words.</param>
public sealed class BoltServerException(string code, string message) : BoltException($"{message} ({code})")
{
    /// <summary>Neo4j's status code.</summary>
    public string Code { get; } = code;

    /// <inheritdoc/>
    public override bool IsTransient => Code.StartsWith("Neo.TransientError.", StringComparison.Ordinal);
}
