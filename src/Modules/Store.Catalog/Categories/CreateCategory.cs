using System.Data.Common;
using Store.Catalog.Prices;

namespace Store.Catalog.Categories;

/// <summary>Adds a category, at the top or below another.</summary>
internal static class CreateCategory
{
    internal sealed record Command(string Name, long? ParentId) : ICommand<Result>;

    internal sealed record Result(long CategoryId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => CategoryTree.NameRules(RuleFor(command => command.Name));
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var category = new { CategoryId = ids.Next(), ParentId = command.ParentId ?? CategoryTree.Top, Name = command.Name.Trim() };
            var level = await db.LevelOf(category.ParentId, cancellationToken) ?? throw new RuleBroken("category.unknown", $"There is no category {command.ParentId}.");
            if (level >= CategoryTree.LevelsAtMost)
                throw new RuleBroken("category.too_deep", $"Categories have at most {CategoryTree.LevelsAtMost} levels.");
            try
            {
                await db.Execute("""
                    INSERT INTO catalog.Categories (CategoryId, ParentId, Name, Version)
                    VALUES (@CategoryId, @ParentId, @Name, 1)
                    """, category, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("category.taken", $"There is a category {category.Name} already.");
            }

            await audit.Add("catalog.manage-products", $"category {category.Name}", PriceRow.WholeChain, old: null, now: category, cancellationToken);
            return new Result(category.CategoryId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/categories", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(CreateCategory)).WithSummary("Add a category")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);
    }
}
