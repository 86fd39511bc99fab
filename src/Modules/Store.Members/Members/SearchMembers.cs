namespace Store.Members.Members;

/// <summary>
/// Members whose number or name begins with a text, or who have it as a tag, card, whole phone or e-mail address. Asked by POST, so that what identifies a person stands in no address and
/// no log.
/// </summary>
internal static class SearchMembers
{
    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Text, string? After = null, int? Limit = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/search", (Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListMembers.Query(body.Text, body.After, body.Limit ?? Paging.DefaultLimit, ByContact: true), cancel))
            .RequirePermission("members.view")
            .WithName(nameof(SearchMembers)).WithSummary("Find members by number, name, tag, card, phone or e-mail address")
            .ProducesValidationProblem();
    }
}
