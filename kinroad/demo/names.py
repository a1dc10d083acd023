"""Made-up people: first and last names in the mix of a western town, and the words they might say."""

FIRST = (
    "Adrian Alicia Amber Andre Angela Anthony Ariel Beatriz Ben Brenda Calvin Carla Carmen Cedric Celia Chantal Chris "
    "Cindy Clara Cody Connie Dana Darnell Dawn Delia Derek Diego Dolores Donna Dwight Earl Edith Eli Elena Ernesto "
    "Esther Evan Faith Felipe Fern Frank Gabriel Gail Gina Glenn Gloria Hector Helen Hope Ian Ines Iris Ivan Jackie "
    "Jamal Janet Jared Jasmine Jean Jesse Joan Joaquin Jody Jorge Joy Judith Karen Keith Kelly Kendra Kurt Lamar Lana "
    "Leo Leticia Lila Lorenzo Lori Lucia Luke Lupe Mabel Manuel Marcus Marisol Marta Mateo Maxine Mercedes Micah Mila "
    "Mona Nadia Nate Neil Nina Noel Nora Olive Omar Opal Oscar Otis Pablo Pam Pearl Perry Petra Quinn Rafael Ramona "
    "Ray Rhonda Rita Roland Rosa Ross Ruben Sadie Salma Sandra Saul Selma Shane Sheila Sonia Stan Stella Tamara Tanya "
    "Terry Theo Tina Toby Tracy Ursula Vera Victor Vince Viola Wade Wanda Wes Willa Xavier Yolanda Yusuf Zoe"
).split()
LAST = (
    "Abbott Aguilar Baca Barnes Begay Benally Boyd Bravo Bright Burke Cano Carver Chavez Clay Cordova Cruz Dale Delgado "
    "Dunn Ellis Espinoza Farmer Flores Fox Garza Gaines Hale Herrera Holt Ibarra James Jaramillo Keane Lake Lane Lucero "
    "Maes Marsh Medina Moya Nash Nieto Ortega Page Pena Quintana Reyes Rios Rowe Salas Sandoval Shaw Silva Soto Stone "
    "Tafoya Trujillo Vance Vigil Walsh Ward Yazzie York Zamora"
).split()
STRENGTHS = (
    "Early riser, never late",
    "Makes people laugh",
    "A good cook, feeds everybody",
    "Patient with children",
    "Knows engines inside and out",
    "Keeps a garden going in any soil",
    "Speaks two languages",
    "Finishes what is started",
)
HOPES = (
    "A door that locks and a key of my own.",
    "To be at my daughter's games.",
    "Steady work and a quiet evening.",
    "To sleep through the night.",
    "To be somebody people can count on.",
    "Fridays that are good days.",
)
WANTS = (
    "Someone to talk to who has been there.",
    "Help with finding work.",
    "I just came home and do not know where to start.",
    "I want to meet people who do not drink.",
    "My first weeks. It is hard in the evening.",
    "I would like a call now and then.",
)
NOTES = (
    "We talked about the week and what went well in it.",
    "Proud of four quiet evenings in a row.",
    "We looked at the bus times together.",
    "Wants to try the Saturday morning walk.",
    "A hard day at work. We talked until it felt lighter.",
    "We filled in the first half of the housing form.",
    "Sounded tired, and glad to hear a voice.",
    "Made the call to the office without help this time.",
    "We laughed a lot. The soup was good.",
    "Thinking about a class in the evening.",
    "Went to a new meeting and stayed for coffee after.",
    "We agreed that small steps count.",
)
NEXT_STEPS = ("Bring the letter next time", "Look at the class list", "Call the office on Monday", "Walk on Saturday")
